package dev.tule.iam.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.Authoriser.Decision;
import dev.tule.iam.policy.PolicyDocument.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What policies say, by the rules of the IAM User Guide, "IAM JSON policy reference". */
class PolicyDocumentTest {
    private static final String OBJECT = "arn:aws:s3:::readings/alice/1.json";

    /** What is known of the request: one key of which it has none, nothing of any other. */
    private static final Map<String, List<String>> KEYS =
            Map.of(
                    "aws:username", List.of("alice"),
                    "aws:sourceip", List.of("203.0.113.7"),
                    "aws:currenttime", List.of("2026-11-23T12:00:00Z"),
                    "aws:securetransport", List.of("false"),
                    "aws:principalarn", List.of("arn:aws:iam::000000000000:user/ops/alice"),
                    "aws:principaltag/team", List.of("red*"),
                    "aws:sourcevpc", List.of(),
                    "s3:max-keys", List.of("10"),
                    "dynamodb:attributes", List.of("id", "name"));

    private static Decision decide(String statements) {
        String document =
                "{'Version':'2012-10-17','Statement':[" + statements.replace('\'', '"') + "]}";
        return PolicyDocument.decide(
                List.of(PolicyDocument.parse(document.replace('\'', '"'), Kind.IDENTITY)),
                new Asked("s3:GetObject", OBJECT, KEYS::get));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALLOW         |'Action':'*','Resource':'*'",
                "ALLOW         |'Action':'S3:getobject','Resource':'*'",
                "ALLOW         |'Action':['s3:PutObject','s3:Get*'],'Resource':'*'",
                "ALLOW         |'Action':'s3:Get??ject','Resource':'*'",
                "IMPLICIT_DENY |'Action':'s3:GetObjectAcl','Resource':'*'",
                "IMPLICIT_DENY |'Action':'s3:Get','Resource':'*'",
                "ALLOW         |'NotAction':'s3:Put*','Resource':'*'",
                "IMPLICIT_DENY |'NotAction':['s3:*','ec2:*'],'Resource':'*'",
                "ALLOW         |'Action':'*','Resource':'arn:aws:s3:::readings/*'",
                "ALLOW         |'Action':'*','Resource':['arn:aws:s3:::other','arn:aws:s3:::read*']",
                "IMPLICIT_DENY |'Action':'*','Resource':'arn:aws:s3:::readings'",
                "IMPLICIT_DENY |'Action':'*','Resource':'arn:aws:s3:::READINGS/*'",
                "ALLOW         |'Action':'*','NotResource':'arn:aws:s3:::other/*'",
                "IMPLICIT_DENY |'Action':'*','NotResource':'arn:aws:s3:::readings/*'",
                "ALLOW         |'Action':'*','Resource':'arn:aws:s3:::readings/${aws:username}/*'",
                "ALLOW         |'Action':'*','Resource':'arn:aws:s3:::readings/${ aws:UserName }/*'",
                "IMPLICIT_DENY |'Action':'*','Resource':'arn:aws:s3:::readings/${aws:SourceVpc}*'",
                "IMPLICIT_DENY |'Action':'*','Resource':'arn:aws:s3:::readings/${what:ever}*'",
                "IMPLICIT_DENY |'Action':'*','Resource':'arn:aws:s3:::readings/${*}'",
            },
            quoteCharacter = '\u0001')
    void aStatementAllowsWhatItIsAbout(Decision expected, String elements) {
        assertThat(decide("{'Effect':'Allow'," + elements + "}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  |'StringEquals':{'aws:UserName':'alice'}",
                "true  |'stringequals':{'AWS:username':['bob','alice']}",
                "false |'StringEquals':{'aws:username':'Alice'}",
                "true  |'StringEqualsIgnoreCase':{'aws:username':'Alice'}",
                "false |'StringEquals':{'aws:username':'al*'}",
                "true  |'StringLike':{'aws:username':'al*'}",
                "false |'StringNotLike':{'aws:username':['x','al*']}",
                "true  |'StringNotEquals':{'aws:username':['bob','eve']}",
                "false |'StringNotEquals':{'aws:username':['bob','alice']}",
                "true  |'StringLike':{'aws:username':'${aws:username}'}",
                "true  |'StringNotLike':{'aws:username':'${aws:PrincipalTag/team}'}",
                "true  |'StringEquals':{'aws:username':'alice'},'Bool':{'aws:SecureTransport':false}",
                "false |'StringEquals':{'aws:username':'alice'},'Bool':{'aws:SecureTransport':'true'}",
                "true  |'NumericLessThanEquals':{'s3:max-keys':10}",
                "false |'NumericLessThan':{'s3:max-keys':'10'}",
                "true  |'NumericEquals':{'s3:max-keys':'10.0'}",
                "true  |'NumericGreaterThan':{'s3:max-keys':'-1'}",
                "false |'NumericEquals':{'s3:max-keys':'ten'}",
                "true  |'NumericNotEquals':{'s3:max-keys':'ten'}",
                "true  |'DateGreaterThan':{'aws:CurrentTime':'2026-11-23T11:59:59Z'}",
                "true  |'DateLessThan':{'aws:CurrentTime':'2026-11-24'}",
                "false |'DateLessThan':{'aws:CurrentTime':'1700000000'}",
                "true  |'IpAddress':{'aws:SourceIp':['10.0.0.0/8','203.0.113.0/24']}",
                "false |'IpAddress':{'aws:SourceIp':'203.0.113.8'}",
                "true  |'NotIpAddress':{'aws:SourceIp':'203.0.112.0/24'}",
                "false |'IpAddress':{'aws:SourceIp':'2001:db8::/32'}",
                "false |'IpAddress':{'aws:SourceIp':'203.0.113.0/240'}",
                "true  |'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/ops/*'}",
                "false |'ArnLike':{'aws:PrincipalArn':'arn:aws:iam:*user/ops/*:x:y'}",
                "true  |'ArnNotEquals':{'aws:PrincipalArn':'arn:aws:iam::*:role/*'}",
                "true  |'Null':{'aws:SourceVpc':'true','aws:username':false}",
                "false |'Null':{'aws:username':'true'}",
                "false |'StringEquals':{'aws:SourceVpc':'vpc-1'}",
                "true  |'StringEqualsIfExists':{'aws:SourceVpc':'vpc-1'}",
                "true  |'StringNotEquals':{'aws:SourceVpc':'vpc-1'}",
                "false |'StringEquals':{'what:ever':'x'}",
                "false |'StringNotEquals':{'what:ever':'x'}",
                "false |'StringEqualsIfExists':{'what:ever':'x'}",
                "false |'Null':{'what:ever':'true'}",
                "true  |'ForAllValues:StringEquals':{'dynamodb:Attributes':['id','name','age']}",
                "false |'ForAllValues:StringEquals':{'dynamodb:Attributes':['id']}",
                "true  |'ForAllValues:StringEquals':{'aws:SourceVpc':['id']}",
                "true  |'ForAnyValue:StringLike':{'dynamodb:Attributes':['n*']}",
                "false |'ForAnyValue:StringEquals':{'aws:SourceVpc':['id']}",
                "true  |'ForAnyValue:StringNotEquals':{'dynamodb:Attributes':['id']}",
                "false |'ForAllValues:StringNotEquals':{'dynamodb:Attributes':['id']}",
            },
            quoteCharacter = '\u0001')
    void conditionsHoldByTheirOperators(boolean holds, String condition) {
        String statement =
                "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{" + condition + "}}";
        assertThat(decide(statement)).isEqualTo(holds ? Decision.ALLOW : Decision.IMPLICIT_DENY);
    }

    @Test
    void oneDenialIsEnough() {
        String all = "{'Effect':'Allow','Action':'*','Resource':'*'}";
        String not = "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::readings/*'}";
        String unknown =
                "{'Effect':'Deny','Action':'s3:*','Resource':'*','Condition':{'StringEquals':{'what:ever':'x'}}}";
        String other = "{'Effect':'Deny','Action':'ec2:*','Resource':'*'}";
        assertThat(decide(all + "," + not)).isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(decide(not + "," + all)).isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(decide(unknown + "," + all)).isEqualTo(Decision.EXPLICIT_DENY);
        assertThat(decide(other + "," + all)).isEqualTo(Decision.ALLOW);
    }

    @Test
    void variablesMayHaveDefaults() {
        assertThat(decide("2012-10-17", "${aws:SourceVpc, 'alice'}")).isEqualTo(Decision.ALLOW);
        assertThat(decide("2012-10-17", "${aws:SourceVpc, 'bob'}"))
                .isEqualTo(Decision.IMPLICIT_DENY);
    }

    @Test
    void variablesCameWithTheLaterVersion() {
        assertThat(decide("2012-10-17", "${aws:username}")).isEqualTo(Decision.ALLOW);
        assertThat(decide("2008-10-17", "${aws:username}")).isEqualTo(Decision.IMPLICIT_DENY);
    }

    private static Decision decide(String version, String folder) {
        String document =
                """
                {"Version":"%s","Statement":{"Effect":"Allow","Action":"*",
                "Resource":"arn:aws:s3:::readings/%s/*"}}
                """
                        .formatted(version, folder);
        return PolicyDocument.decide(
                List.of(PolicyDocument.parse(document, Kind.IDENTITY)),
                new Asked("s3:GetObject", OBJECT, KEYS::get));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Effect':'Allow','Action':'GetObject','Resource':'*'",
                "'Effect':'Allow','Action':'s3:*','Resource':'readings'",
                "'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s*:readings/*'",
                "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'Equals':{'a':'b'}}",
                "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'Bool':'true'}",
                "'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'NumericEquals':{'a':1e999999999}}",
                "'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::${aws:username'",
                "'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::${aws:username, none}'",
                "'Effect':'allow','Action':'s3:*','Resource':'*'",
                "'Effect':'Allow','Action':'s3:*'",
                "'Effect':'Allow','Principal':'*','Action':'s3:*','Resource':'*'",
            })
    void whatIsNoPolicyIsRefused(String elements) {
        assertThatThrownBy(() -> decide("{" + elements + "}"))
                .isInstanceOf(MalformedPolicyException.class);
    }
}
