package dev.tule.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.iam.InstanceRoles.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Instance profiles, and what instances get by them. */
class InstanceProfilesTest {
    private static final String ACCOUNT = "000000000000";
    private static final String TRUST_EC2 =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
             "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}\
            """;

    @TempDir private Path directory;
    private House house;
    private IamClient iam;
    private InstanceRoles roles;

    @BeforeEach
    void open() throws IOException {
        house = new House(directory);
        iam = house.iamAs(house.root());
        roles = house.iam().instanceRoles();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private InstanceProfile profile(String name, String role, String trust) {
        iam.createRole(r -> r.roleName(role).assumeRolePolicyDocument(trust));
        iam.createInstanceProfile(p -> p.instanceProfileName(name));
        iam.addRoleToInstanceProfile(a -> a.instanceProfileName(name).roleName(role));
        return iam.getInstanceProfile(g -> g.instanceProfileName(name)).instanceProfile();
    }

    private static void refuses(String code, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        fault -> {
                            assertThat(fault.awsErrorDetails().errorCode()).isEqualTo(code);
                            assertThat(fault.awsErrorDetails().errorMessage()).contains(message);
                        });
    }

    @Test
    void aProfileIsMadeFilledEmptiedAndDeleted() {
        iam.createRole(r -> r.roleName("sensors").assumeRolePolicyDocument(TRUST_EC2));
        InstanceProfile made =
                iam.createInstanceProfile(
                                p ->
                                        p.instanceProfileName("Field")
                                                .path("/farm/")
                                                .tags(Tag.builder().key("a").value("b").build()))
                        .instanceProfile();
        assertThat(made.arn()).isEqualTo("arn:aws:iam::000000000000:instance-profile/farm/Field");
        assertThat(made.instanceProfileId()).startsWith("AIPA").hasSize(20);
        assertThat(made.roles()).isEmpty();

        iam.addRoleToInstanceProfile(a -> a.instanceProfileName("field").roleName("sensors"));

        InstanceProfile filled =
                iam.getInstanceProfile(g -> g.instanceProfileName("Field")).instanceProfile();
        assertThat(filled.roles()).extracting(Role::roleName).containsExactly("sensors");
        assertThat(filled.tags()).containsExactly(Tag.builder().key("a").value("b").build());
        assertThat(iam.listInstanceProfiles(l -> l.pathPrefix("/farm/")).instanceProfiles())
                .containsExactly(filled);
        assertThat(iam.listInstanceProfiles(l -> l.pathPrefix("/sea/")).instanceProfiles())
                .isEmpty();
        assertThat(iam.listInstanceProfilesForRole(l -> l.roleName("sensors")).instanceProfiles())
                .containsExactly(filled);

        iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("Field").roleName("sensors"));
        iam.deleteInstanceProfile(d -> d.instanceProfileName("Field"));
        iam.deleteRole(d -> d.roleName("sensors"));
        assertThat(iam.listInstanceProfiles().instanceProfiles()).isEmpty();
    }

    @Test
    void whatCantBeIsRefusedAsOnAws() {
        profile("p", "r", TRUST_EC2);
        iam.createRole(r -> r.roleName("other").assumeRolePolicyDocument(TRUST_EC2));
        refuses(
                "EntityAlreadyExists",
                "Instance Profile P already exists.",
                () -> iam.createInstanceProfile(p -> p.instanceProfileName("P")));
        refuses(
                "NoSuchEntity",
                "Instance Profile q cannot be found.",
                () -> iam.getInstanceProfile(g -> g.instanceProfileName("q")));
        refuses(
                "LimitExceeded",
                "InstanceSessionsPerInstanceProfile: 1",
                () ->
                        iam.addRoleToInstanceProfile(
                                a -> a.instanceProfileName("p").roleName("other")));
        refuses(
                "NoSuchEntity",
                "role with name other",
                () ->
                        iam.removeRoleFromInstanceProfile(
                                a -> a.instanceProfileName("p").roleName("other")));
        refuses(
                "DeleteConflict",
                "must remove roles from instance profile first",
                () -> iam.deleteInstanceProfile(d -> d.instanceProfileName("p")));
        refuses(
                "DeleteConflict",
                "must remove roles from instance profile first",
                () -> iam.deleteRole(d -> d.roleName("r")));
    }

    @Test
    void anInstanceSignsAsItsRoleWithCredentialsThatAreRenewedBeforeTheirEnd() {
        InstanceProfile profile = profile("p", "r", TRUST_EC2);
        Session first = roles.session(ACCOUNT, profile.arn(), "i-0123").orElseThrow();

        String signer = house.stsAs(house.key(first.accessKeyId())).getCallerIdentity().arn();

        assertThat(signer).isEqualTo("arn:aws:sts::000000000000:assumed-role/r/i-0123");
        house.pass(Duration.ofHours(4));
        assertThat(roles.session(ACCOUNT, profile.arn(), "i-0123")).contains(first);
        house.pass(Duration.ofMinutes(61));
        Session second = roles.session(ACCOUNT, profile.arn(), "i-0123").orElseThrow();
        assertThat(second.accessKeyId()).isNotEqualTo(first.accessKeyId());
        assertThat(house.key(first.accessKeyId()).expires()).isAfter(house.now());
        assertThat(roles.session(ACCOUNT, profile.arn(), "i-4567").orElseThrow().accessKeyId())
                .isNotEqualTo(second.accessKeyId());
    }

    @Test
    void onlyARoleThatTrustsEc2IsGiven() {
        InstanceProfile others = profile("p", "r", IdentitiesTest.TRUST_ACCOUNT);
        iam.createInstanceProfile(p -> p.instanceProfileName("empty"));

        assertThat(roles.role(ACCOUNT, others.arn())).contains("r");
        assertThat(roles.session(ACCOUNT, others.arn(), "i-1")).isEmpty();
        assertThat(roles.find(ACCOUNT, "empty")).isPresent();
        String empty = "arn:aws:iam::000000000000:instance-profile/empty";
        assertThat(roles.role(ACCOUNT, empty)).isEmpty();
        assertThat(roles.find(ACCOUNT, empty + "/else")).isEmpty();
        assertThat(roles.find("111111111111", "p")).isEmpty();
        iam.updateAssumeRolePolicy(u -> u.roleName("r").policyDocument(TRUST_EC2));
        assertThat(roles.session(ACCOUNT, others.arn(), "i-1")).isPresent();
    }

    @Test
    void sessionsEndWithTheirRole() {
        InstanceProfile profile = profile("p", "r", TRUST_EC2);
        String key = roles.session(ACCOUNT, profile.arn(), "i-1").orElseThrow().accessKeyId();
        iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("p").roleName("r"));
        assertThat(roles.session(ACCOUNT, profile.arn(), "i-1")).isEmpty();

        iam.deleteRole(d -> d.roleName("r"));

        assertThat(house.iam().accessKeys().find(key)).isEmpty();
    }

    @Test
    void aServiceTakesOnRolesThatTrustIt() {
        iam.createRole(r -> r.roleName("sensors").assumeRolePolicyDocument(TRUST_EC2));
        ServiceRoles services = house.iam().serviceRoles();
        String arn = "arn:aws:iam::" + ACCOUNT + ":role/sensors";
        assertThat(services.assume(ACCOUNT, arn, "ec2.amazonaws.com", "us"))
                .get()
                .satisfies(
                        us ->
                                assertThat(us.arn())
                                        .isEqualTo(
                                                "arn:aws:sts::%s:assumed-role/sensors/us"
                                                        .formatted(ACCOUNT)));
        assertThat(services.assume(ACCOUNT, arn, "export.rds.amazonaws.com", "us")).isEmpty();
        assertThat(services.has(ACCOUNT, arn)).isTrue();
        assertThat(services.has(ACCOUNT, arn + "2")).isFalse();
    }
}
