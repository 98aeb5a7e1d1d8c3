package dev.tule.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

class IdentitiesTest {
    static final String TRUST_ACCOUNT =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow",
             "Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}}""";
    private static final String POLICY =
            """
            {"Version":"2012-10-17","Statement":[
             {"Effect":"Allow","Action":"s3:*","Resource":["*"]}]}""";

    @TempDir private Path directory;
    private House house;
    private IamClient iam;

    @BeforeEach
    void open() throws IOException {
        house = new House(directory);
        iam = house.iamAs(house.root());
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aUserIsMadeLookedUpRenamedAndDeleted() {
        User made =
                iam.createUser(
                                r ->
                                        r.userName("alice")
                                                .path("/staff/")
                                                .tags(Tag.builder().key("a").value("b").build()))
                        .user();
        assertThat(made.arn()).isEqualTo("arn:aws:iam::000000000000:user/staff/alice");
        assertThat(made.userId()).startsWith("AIDA").hasSize(20);
        assertThat(iam.getUser(r -> r.userName("ALICE")).user()).isEqualTo(made);
        iam.updateUser(r -> r.userName("alice").newUserName("Alicia"));
        User renamed = iam.getUser(r -> r.userName("Alicia")).user();
        assertThat(renamed.userId()).isEqualTo(made.userId());
        assertThat(renamed.arn()).isEqualTo("arn:aws:iam::000000000000:user/staff/Alicia");
        assertThatThrownBy(() -> iam.getUser(r -> r.userName("alice")))
                .isInstanceOfSatisfying(
                        NoSuchEntityException.class,
                        e -> {
                            assertThat(e.statusCode()).isEqualTo(404);
                            assertThat(e.awsErrorDetails().errorMessage())
                                    .isEqualTo("The user with name alice cannot be found.");
                        });
        iam.deleteUser(r -> r.userName("Alicia"));
        assertThat(iam.listUsers().users()).isEmpty();
    }

    @Test
    void aUserMayChangeTheCaseOfTheirName() {
        iam.createUser(r -> r.userName("alice"));
        iam.updateUser(r -> r.userName("alice").newUserName("Alice"));
        assertThat(iam.getUser(r -> r.userName("alice")).user().userName()).isEqualTo("Alice");
    }

    @Test
    void namesAreUniqueWithoutRegardToCase() {
        iam.createUser(r -> r.userName("alice"));
        iam.createUser(r -> r.userName("bob"));
        assertThatThrownBy(() -> iam.createUser(r -> r.userName("Alice")))
                .isInstanceOfSatisfying(
                        EntityAlreadyExistsException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(409));
        assertThatThrownBy(() -> iam.updateUser(r -> r.userName("bob").newUserName("ALICE")))
                .isInstanceOf(EntityAlreadyExistsException.class);
        assertThat(iam.getUser(r -> r.userName("bob")).user().userName()).isEqualTo("bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "\u00e9", "a\n"})
    void aNameThatIsNotOneIsRefused(String name) {
        assertThatThrownBy(() -> iam.createUser(r -> r.userName(name)))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e ->
                                assertThat(e.awsErrorDetails().errorCode())
                                        .isEqualTo("ValidationError"));
        assertThatThrownBy(() -> iam.createUser(r -> r.userName("x".repeat(65))))
                .isInstanceOf(AwsServiceException.class);
        assertThatThrownBy(() -> iam.createUser(r -> {})).isInstanceOf(AwsServiceException.class);
        assertThatThrownBy(() -> iam.createUser(r -> r.userName("a").path("no slash")))
                .isInstanceOf(AwsServiceException.class);
    }

    @Test
    void aListComesInPagesAndByPath() {
        List<String> names = IntStream.range(0, 25).mapToObj("user%02d"::formatted).toList();
        names.forEach(name -> iam.createUser(r -> r.userName(name).path("/many/")));
        iam.createUser(r -> r.userName("user99").path("/other/"));
        assertThat(
                        iam
                                .listUsersPaginator(r -> r.maxItems(10).pathPrefix("/many/"))
                                .users()
                                .stream()
                                .map(User::userName))
                .containsExactlyElementsOf(names);
        var full = iam.listUsers(r -> r.maxItems(25).pathPrefix("/many/"));
        assertThat(full.isTruncated()).isFalse();
        assertThat(full.marker()).isNull();
        assertThatThrownBy(() -> iam.listUsers(r -> r.marker("!")))
                .isInstanceOf(AwsServiceException.class);
        assertThatThrownBy(() -> iam.listUsers(r -> r.maxItems(0)))
                .isInstanceOf(AwsServiceException.class);
    }

    @Test
    void tagsAreAddedReplacedAndTakenOff() {
        iam.createUser(r -> r.userName("alice"));
        iam.tagUser(r -> r.userName("alice").tags(tag("a", "1"), tag("b", "2")));
        iam.tagUser(r -> r.userName("alice").tags(tag("a", "3")));
        iam.untagUser(r -> r.userName("alice").tagKeys("b"));
        assertThat(iam.listUserTags(r -> r.userName("alice")).tags())
                .containsExactly(tag("a", "3"));
        assertThatThrownBy(() -> iam.tagUser(r -> r.userName("alice").tags(tag("aws:x", "1"))))
                .isInstanceOf(AwsServiceException.class);
    }

    @Test
    void aRoleIsMadeChangedAndDeleted() {
        var made =
                iam.createRole(
                                r ->
                                        r.roleName("reader")
                                                .description("reads")
                                                .assumeRolePolicyDocument(TRUST_ACCOUNT))
                        .role();
        assertThat(made.roleId()).startsWith("AROA");
        assertThat(made.maxSessionDuration()).isEqualTo(3600);
        assertThat(URLDecoder.decode(made.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
                .isEqualTo(TRUST_ACCOUNT);
        iam.updateRole(r -> r.roleName("reader").maxSessionDuration(7200));
        String other = TRUST_ACCOUNT.replace("root", "user/alice");
        iam.updateAssumeRolePolicy(r -> r.roleName("reader").policyDocument(other));
        var changed = iam.getRole(r -> r.roleName("reader")).role();
        assertThat(changed.maxSessionDuration()).isEqualTo(7200);
        assertThat(changed.description()).isEqualTo("reads");
        assertThat(changed.assumeRolePolicyDocument()).contains("alice");
        assertThat(iam.listRoles().roles()).hasSize(1);
        iam.deleteRole(r -> r.roleName("reader"));
        assertThatThrownBy(() -> iam.getRole(r -> r.roleName("reader")))
                .isInstanceOf(NoSuchEntityException.class);
    }

    @Test
    void inlinePoliciesAreKeptAndKeepTheirUser() {
        iam.createUser(r -> r.userName("alice"));
        iam.putUserPolicy(r -> r.userName("alice").policyName("p").policyDocument(POLICY));
        var kept = iam.getUserPolicy(r -> r.userName("alice").policyName("p"));
        assertThat(URLDecoder.decode(kept.policyDocument(), StandardCharsets.UTF_8))
                .isEqualTo(POLICY);
        assertThat(iam.listUserPolicies(r -> r.userName("alice")).policyNames())
                .containsExactly("p");
        assertThatThrownBy(() -> iam.deleteUser(r -> r.userName("alice")))
                .isInstanceOf(DeleteConflictException.class);
        iam.deleteUserPolicy(r -> r.userName("alice").policyName("p"));
        iam.deleteUser(r -> r.userName("alice"));
    }

    @Test
    void managedPoliciesAreAttachedAndDetached() {
        iam.createUser(r -> r.userName("alice"));
        String arn =
                iam.createPolicy(r -> r.policyName("p").path("/x/").policyDocument(POLICY))
                        .policy()
                        .arn();
        assertThat(arn).isEqualTo("arn:aws:iam::000000000000:policy/x/p");
        iam.attachUserPolicy(r -> r.userName("alice").policyArn(arn));
        iam.attachUserPolicy(
                r -> r.userName("alice").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        assertThat(
                        iam
                                .listAttachedUserPolicies(r -> r.userName("alice"))
                                .attachedPolicies()
                                .stream()
                                .map(AttachedPolicy::policyName))
                .containsExactly("p", "AdministratorAccess");
        assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().attachmentCount()).isEqualTo(1);
        assertThatThrownBy(() -> iam.deletePolicy(r -> r.policyArn(arn)))
                .isInstanceOf(DeleteConflictException.class);
        iam.detachUserPolicy(r -> r.userName("alice").policyArn(arn));
        assertThatThrownBy(() -> iam.detachUserPolicy(r -> r.userName("alice").policyArn(arn)))
                .isInstanceOf(NoSuchEntityException.class);
        var version = iam.getPolicyVersion(r -> r.policyArn(arn).versionId("v1")).policyVersion();
        assertThat(URLDecoder.decode(version.document(), StandardCharsets.UTF_8)).isEqualTo(POLICY);
        iam.deletePolicy(r -> r.policyArn(arn));
        assertThat(iam.listPolicies().policies()).isEmpty();
        assertThatThrownBy(() -> iam.attachUserPolicy(r -> r.userName("alice").policyArn(arn)))
                .isInstanceOf(NoSuchEntityException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "{}",
                "{\"Statement\":[]}",
                "{\"Statement\":{\"Effect\":\"Maybe\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":1,\"Resource\":\"*\"}}",
                "{\"Version\":\"2020\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                "{\"Extra\":1,\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":\"*\"}}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void aMalformedPolicyIsRefused(String document) {
        iam.createUser(r -> r.userName("alice"));
        assertThatThrownBy(
                        () ->
                                iam.putUserPolicy(
                                        r ->
                                                r.userName("alice")
                                                        .policyName("p")
                                                        .policyDocument(document)))
                .isInstanceOf(MalformedPolicyDocumentException.class);
    }

    @Test
    void whatWouldRestrictIsRefusedAndNotIgnored() {
        assertThatThrownBy(
                        () ->
                                iam.createUser(
                                        r ->
                                                r.userName("a")
                                                        .permissionsBoundary(
                                                                "arn:aws:iam::aws:policy/ReadOnlyAccess")))
                .isInstanceOfSatisfying(
                        AwsServiceException.class, e -> assertThat(e.statusCode()).isEqualTo(501));
    }

    @Test
    void aUserLooksThemselvesUp() {
        iam.createUser(r -> r.userName("alice").path("/staff/"));
        String id = iam.createAccessKey(r -> r.userName("alice")).accessKey().accessKeyId();
        String oneself =
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*User",
                "Resource":"arn:aws:iam::*:user/staff/${aws:username}"}}
                """;
        iam.putUserPolicy(r -> r.userName("alice").policyName("oneself").policyDocument(oneself));
        iam.createUser(r -> r.userName("bob").path("/staff/"));
        IamClient alice = house.iamAs(house.key(id));
        assertThat(alice.getUser().user().userName()).isEqualTo("alice");
        assertThat(alice.getUser(r -> r.userName("alice")).user().path()).isEqualTo("/staff/");
        assertThatThrownBy(() -> alice.getUser(r -> r.userName("bob")))
                .hasMessageContaining("on resource: arn:aws:iam::000000000000:user/bob");
        assertThat(house.iamAs(house.root()).getUser().user().arn())
                .isEqualTo("arn:aws:iam::000000000000:root");
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
