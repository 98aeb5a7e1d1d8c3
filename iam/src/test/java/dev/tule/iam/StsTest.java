package dev.tule.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AccessKey;
import dev.tule.aws.Principal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

class StsTest {
    private static final String ROLE_ARN = "arn:aws:iam::000000000000:role/reader";

    @TempDir private Path directory;
    private House house;
    private IamClient iam;
    private AccessKey alice;

    @BeforeEach
    void open() throws IOException {
        house = new House(directory);
        iam = house.iamAs(house.root());
        alice = house.key(house.iam().keyAdministration().create(Optional.of("alice")).id());
        iam.createRole(
                r -> r.roleName("reader").assumeRolePolicyDocument(IdentitiesTest.TRUST_ACCOUNT));
        iam.putUserPolicy(
                r ->
                        r.userName("alice")
                                .policyName("sts")
                                .policyDocument(policy("Allow", "sts:*")));
    }

    private static String policy(String effect, String action) {
        return "{\"Statement\":{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"*\"}}"
                .formatted(effect, action);
    }

    private AssumeRoleResponse assume() {
        return house.stsAs(alice)
                .assumeRole(r -> r.roleArn(ROLE_ARN).roleSessionName("session").externalId("ours"));
    }

    private void trust(String statement) {
        String document = "{'Statement':" + statement + "}";
        iam.updateAssumeRolePolicy(
                r -> r.roleName("reader").policyDocument(document.replace('\'', '"')));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void theCallerLearnsWhoTheyAre() {
        var identity = house.stsAs(alice).getCallerIdentity();
        assertThat(identity.account()).isEqualTo(House.ACCOUNT);
        assertThat(identity.arn()).isEqualTo("arn:aws:iam::000000000000:user/alice");
        assertThat(identity.userId()).isEqualTo(alice.principal().userId());
    }

    @Test
    void credentialsOfASessionAreTheUsersAndEndWithTheUser() {
        Credentials session = house.stsAs(alice).getSessionToken().credentials();
        assertThat(house.key(session.accessKeyId()).principal()).isEqualTo(alice.principal());
        assertThat(session.expiration()).isEqualTo(house.now().plusSeconds(43_200));
        iam.listAccessKeys(r -> r.userName("alice"))
                .accessKeyMetadata()
                .forEach(k -> house.iam().keyAdministration().delete(k.accessKeyId()));
        iam.deleteUserPolicy(r -> r.userName("alice").policyName("sts"));
        iam.deleteUser(r -> r.userName("alice"));
        assertThat(house.iam().accessKeys().find(session.accessKeyId())).isEmpty();
    }

    @Test
    void anAssumedRoleIsAnotherIdentityAndEndsWithTheRole() {
        var assumed =
                house.stsAs(alice).assumeRole(r -> r.roleArn(ROLE_ARN).roleSessionName("session"));
        AccessKey role = house.key(assumed.credentials().accessKeyId());
        assertThat(role.principal().kind()).isEqualTo(Principal.Kind.ASSUMED_ROLE);
        assertThat(role.principal().arn())
                .isEqualTo("arn:aws:sts::000000000000:assumed-role/reader/session")
                .isEqualTo(assumed.assumedRoleUser().arn());
        assertThat(house.stsAs(role).getCallerIdentity().userId())
                .isEqualTo(assumed.assumedRoleUser().assumedRoleId());
        assertThatThrownBy(() -> house.stsAs(role).getSessionToken())
                .isInstanceOf(AwsServiceException.class);
        iam.deleteRole(r -> r.roleName("reader"));
        assertThat(house.iam().accessKeys().find(assumed.credentials().accessKeyId())).isEmpty();
    }

    @Test
    void sessionsLastAsLongAsTheRoleAllows() {
        assertThatThrownBy(
                        () ->
                                house.stsAs(alice)
                                        .assumeRole(
                                                r ->
                                                        r.roleArn(ROLE_ARN)
                                                                .roleSessionName("session")
                                                                .durationSeconds(3601)))
                .isInstanceOf(AwsServiceException.class);
        assertThatThrownBy(() -> house.stsAs(alice).getSessionToken(r -> r.durationSeconds(899)))
                .isInstanceOf(AwsServiceException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  |{'Effect':'Allow','Principal':'*','Action':'sts:*'}",
                "true  |{'Effect':'Allow','Principal':{'AWS':'*'},'Action':['sts:assumerole']}",
                "true  |{'Effect':'Allow','Principal':{'AWS':'000000000000'},'Action':'sts:Assume?ole'}",
                "true  |{'Effect':'Allow','Principal':{'AWS':['arn:aws:iam::000000000000:user/alice']},'Action':'*'}",
                "false |{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::000000000000:user/bob'},'Action':'*'}",
                "false |{'Effect':'Allow','Principal':{'AWS':'111111111111'},'Action':'*'}",
                "false |{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'*'}",
                "false |{'Effect':'Allow','Principal':'*','Action':'sts:AssumeRoleWithSAML'}",
                "false |{'Effect':'Allow','NotPrincipal':{'AWS':'1'},'Action':'*'}",
                "true  |{'Effect':'Allow','Principal':'*','NotAction':'s3:*'}",
                "false |{'Effect':'Allow','Principal':'*','NotAction':'sts:*'}",
                "false |{'Effect':'Allow','Principal':'*','Action':'*','Condition':{'Bool':{'aws:MultiFactorAuthPresent':'true'}}}",
                "false |{'Effect':'Allow','Principal':'*','Action':'*','Condition':{'StringEquals':{'sts:ExternalId':'other'}}}",
                "true  |{'Effect':'Allow','Principal':'*','Action':'*','Condition':{'StringEquals':{'sts:ExternalId':['other','ours']}}}",
                "true  |{'Effect':'Allow','Principal':'*','Action':'*','Condition':{'StringLike':{'sts:ExternalId':'o*s'}}}",
                "false |[{'Effect':'Allow','Principal':'*','Action':'*'},{'Effect':'Deny','Principal':{'AWS':'arn:aws:iam::000000000000:user/alice'},'Action':'*'}]",
                "false |[{'Effect':'Allow','Principal':'*','Action':'*'},{'Effect':'Deny','Principal':'*','Action':'*','Condition':{'Bool':{'a':'true'}}}]",
                "false |[{'Effect':'Allow','Principal':'*','Action':'*'},{'Effect':'Deny','NotPrincipal':{'AWS':'1'},'Action':'*'}]",
                "true  |[{'Effect':'Deny','Principal':{'AWS':'111111111111'},'Action':'*'},{'Effect':'Allow','Principal':'*','Action':'*'}]",
            },
            quoteCharacter = '\u0001')
    void theTrustPolicyDecidesWhoMayAssumeARole(boolean may, String statement) {
        trust(statement);
        if (may) {
            assertThat(assume().credentials().sessionToken()).isNotEmpty();
        } else {
            assertThatThrownBy(this::assume)
                    .isInstanceOfSatisfying(
                            AwsServiceException.class,
                            e -> {
                                assertThat(e.statusCode()).isEqualTo(403);
                                assertThat(e.awsErrorDetails().errorCode())
                                        .isEqualTo("AccessDenied");
                            });
        }
    }

    @Test
    void aRoleThatIsNotThereIsDeniedLikeAnyOther() {
        assertThatThrownBy(
                        () ->
                                house.stsAs(alice)
                                        .assumeRole(
                                                r ->
                                                        r.roleArn(ROLE_ARN + "2")
                                                                .roleSessionName("session")))
                .hasMessageContaining("is not authorized to perform: sts:AssumeRole");
    }

    @Test
    void whatWouldRestrictASessionIsRefusedAndNotIgnored() {
        assertThatThrownBy(
                        () ->
                                house.stsAs(alice)
                                        .assumeRole(
                                                r ->
                                                        r.roleArn(ROLE_ARN)
                                                                .roleSessionName("session")
                                                                .policy("{}")))
                .isInstanceOfSatisfying(
                        AwsServiceException.class, e -> assertThat(e.statusCode()).isEqualTo(501));
    }

    @Test
    void aRoleThatTrustsTheAccountLeavesItToTheCallersPolicies() {
        iam.deleteUserPolicy(r -> r.userName("alice").policyName("sts"));
        assertThatThrownBy(this::assume).hasMessageContaining("not authorized");
        trust(
                "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::000000000000:user/alice'},'Action':'*'}");
        assertThat(assume().assumedRoleUser().arn()).endsWith("reader/session");
        iam.putUserPolicy(
                r -> r.userName("alice").policyName("sts").policyDocument(policy("Deny", "sts:*")));
        assertThatThrownBy(this::assume).hasMessageContaining("with an explicit deny");
    }

    @Test
    void theAccountOfAKeyIsTold() {
        String id = house.iam().keyAdministration().create(Optional.empty()).id();
        assertThat(house.stsAs(alice).getAccessKeyInfo(r -> r.accessKeyId(id)).account())
                .isEqualTo(House.ACCOUNT);
    }
}
