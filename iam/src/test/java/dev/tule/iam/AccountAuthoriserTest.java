package dev.tule.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AccessKey;
import dev.tule.aws.Authoriser.Decision;
import dev.tule.aws.Circumstances;
import dev.tule.aws.Permission;
import dev.tule.aws.Principal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

class AccountAuthoriserTest {
    private static final String TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/readings";
    private static final String ROLE = "arn:aws:iam::000000000000:role/sensors";

    @TempDir private Path directory;
    private House house;
    private IamClient iam;
    private AccessKey alice;

    @BeforeEach
    void open() throws IOException {
        house = new House(directory);
        iam = house.iamAs(house.root());
        alice = house.key(house.iam().keyAdministration().create(Optional.of("alice")).id());
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Decision ask(Principal who, String action, String resource) {
        return ask(who, new Permission(action, resource));
    }

    private Decision ask(Principal who, Permission permission) {
        return house.iam().authoriser().authorise(who, permission, Circumstances.at(Instant.EPOCH));
    }

    private void give(String name, String statement) {
        iam.putUserPolicy(
                r -> r.userName("alice").policyName(name).policyDocument(document(statement)));
    }

    private static String document(String statement) {
        return ("{'Version':'2012-10-17','Statement':" + statement + "}").replace('\'', '"');
    }

    @Test
    void whoHasNoPoliciesMayDoNothingButAskWhoTheyAre() {
        assertThat(ask(alice.principal(), "dynamodb:GetItem", TABLE))
                .isEqualTo(Decision.IMPLICIT_DENY);
        assertThatThrownBy(() -> house.iamAs(alice).listUsers())
                .hasMessageContaining(
                        "User: arn:aws:iam::000000000000:user/alice is not authorized to perform:"
                                + " iam:ListUsers on resource: * because no identity-based policy"
                                + " allows the iam:ListUsers action");
        assertThat(house.stsAs(alice).getCallerIdentity().arn()).endsWith("user/alice");
        assertThat(ask(House.ROOT, "dynamodb:GetItem", TABLE)).isEqualTo(Decision.ALLOW);
        Principal nobody = new Principal(Principal.Kind.ANONYMOUS, "", "", "anonymous");
        assertThat(ask(nobody, "sts:GetCallerIdentity", "*")).isEqualTo(Decision.IMPLICIT_DENY);
    }

    @Test
    void policiesCountFromTheMomentTheyAreGivenUntilTheyAreTakenAway() {
        give("read", "{'Effect':'Allow','Action':'dynamodb:Get*','Resource':'" + TABLE + "'}");
        assertThat(ask(alice.principal(), "dynamodb:GetItem", TABLE)).isEqualTo(Decision.ALLOW);
        assertThat(ask(alice.principal(), "dynamodb:PutItem", TABLE))
                .isEqualTo(Decision.IMPLICIT_DENY);
        give("not", "{'Effect':'Deny','Action':'dynamodb:*','Resource':'*'}");
        assertThat(ask(alice.principal(), "dynamodb:GetItem", TABLE))
                .isEqualTo(Decision.EXPLICIT_DENY);
        iam.deleteUserPolicy(r -> r.userName("alice").policyName("not"));
        iam.deleteUserPolicy(r -> r.userName("alice").policyName("read"));
        assertThat(ask(alice.principal(), "dynamodb:GetItem", TABLE))
                .isEqualTo(Decision.IMPLICIT_DENY);
    }

    @Test
    void attachedPoliciesCountAwsOwnOnesToo() {
        String arn =
                iam.createPolicy(
                                r ->
                                        r.policyName("tables")
                                                .path("/team/")
                                                .policyDocument(
                                                        document(
                                                                "{'Effect':'Allow','Action':'dynamodb:*','Resource':'*'}")))
                        .policy()
                        .arn();
        iam.attachUserPolicy(r -> r.userName("alice").policyArn(arn));
        assertThat(ask(alice.principal(), "dynamodb:PutItem", TABLE)).isEqualTo(Decision.ALLOW);
        assertThat(ask(alice.principal(), "s3:ListBucket", "arn:aws:s3:::b"))
                .isEqualTo(Decision.IMPLICIT_DENY);
        attach("PowerUserAccess");
        assertThat(ask(alice.principal(), "s3:ListBucket", "arn:aws:s3:::b"))
                .isEqualTo(Decision.ALLOW);
        assertThat(ask(alice.principal(), "iam:CreateUser", "*")).isEqualTo(Decision.IMPLICIT_DENY);
        attach("AdministratorAccess");
        assertThat(ask(alice.principal(), "iam:CreateUser", "*")).isEqualTo(Decision.ALLOW);
    }

    private void attach(String name) {
        iam.attachUserPolicy(r -> r.userName("alice").policyArn("arn:aws:iam::aws:policy/" + name));
    }

    @Test
    void aRolesSessionMayDoWhatTheRoleMay() {
        String trust =
                document(
                        "{'Effect':'Allow','Principal':{'AWS':'"
                                + alice.principal().arn()
                                + "'},'Action':'sts:AssumeRole'}");
        iam.createRole(r -> r.roleName("sensors").assumeRolePolicyDocument(trust));
        iam.putRolePolicy(
                r ->
                        r.roleName("sensors")
                                .policyName("write")
                                .policyDocument(
                                        document(
                                                "{'Effect':'Allow','Action':'dynamodb:PutItem','Resource':'*',"
                                                        + "'Condition':{'ArnEquals':{'aws:PrincipalArn':'"
                                                        + ROLE
                                                        + "'}}}")));
        String id =
                house.stsAs(alice)
                        .assumeRole(r -> r.roleArn(ROLE).roleSessionName("one"))
                        .credentials()
                        .accessKeyId();
        Principal session = house.key(id).principal();
        assertThat(ask(session, "dynamodb:PutItem", TABLE)).isEqualTo(Decision.ALLOW);
        assertThat(ask(session, "dynamodb:GetItem", TABLE)).isEqualTo(Decision.IMPLICIT_DENY);
    }

    @Test
    void whoGivesAMachineAProfilePassesTheRoleInIt() {
        iam.createRole(
                r ->
                        r.roleName("sensors")
                                .assumeRolePolicyDocument(
                                        document(
                                                "{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}")));
        iam.createInstanceProfile(r -> r.instanceProfileName("web"));
        iam.addRoleToInstanceProfile(r -> r.instanceProfileName("web").roleName("sensors"));
        Permission pass =
                Permission.toPass(
                        "arn:aws:iam::000000000000:instance-profile/web", "ec2.amazonaws.com");
        assertThat(ask(alice.principal(), pass)).isEqualTo(Decision.IMPLICIT_DENY);
        String passing =
                "{'Effect':'Allow','Action':'iam:PassRole','Resource':'"
                        + ROLE
                        + "','Condition':{'StringEquals':{'iam:PassedToService':'%s'}}}";
        give("pass", passing.formatted("rds.amazonaws.com"));
        assertThat(ask(alice.principal(), pass)).isEqualTo(Decision.IMPLICIT_DENY);
        give("pass", passing.formatted("ec2.amazonaws.com"));
        assertThat(ask(alice.principal(), pass)).isEqualTo(Decision.ALLOW);
    }

    @Test
    void conditionsAreOnWhoAsksAndWhen() {
        iam.tagUser(r -> r.userName("alice").tags(Tag.builder().key("Team").value("red").build()));
        give(
                "tagged",
                "{'Effect':'Allow','Action':'dynamodb:*','Resource':'*','Condition':{"
                        + "'StringEquals':{'aws:PrincipalTag/team':'red','aws:username':'alice',"
                        + "'aws:PrincipalType':'User','aws:PrincipalAccount':'000000000000'},"
                        + "'DateLessThan':{'aws:CurrentTime':'1970-01-02'},"
                        + "'Null':{'aws:SourceIp':'true'}}}");
        assertThat(ask(alice.principal(), "dynamodb:GetItem", TABLE)).isEqualTo(Decision.ALLOW);
        iam.untagUser(r -> r.userName("alice").tagKeys("Team"));
        assertThat(ask(alice.principal(), "dynamodb:GetItem", TABLE))
                .isEqualTo(Decision.IMPLICIT_DENY);
    }
}
