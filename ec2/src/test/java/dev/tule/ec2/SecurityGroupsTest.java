package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Security groups as programs of today and of boto's time ask for them. */
class SecurityGroupsTest {
    @TempDir private Path directory;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory);
    }

    @AfterEach
    void close() {
        home.close();
    }

    static void assertFault(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        fault -> {
                            assertThat(fault.awsErrorDetails().errorCode()).isEqualTo(code);
                            assertThat(fault.awsErrorDetails().errorMessage()).contains(message);
                        });
    }

    private String create(String name) {
        return home.client
                .createSecurityGroup(r -> r.groupName(name).description("of a test"))
                .groupId();
    }

    private SecurityGroup describe(String id) {
        return home.client.describeSecurityGroups(r -> r.groupIds(id)).securityGroups().getFirst();
    }

    private static IpPermission tcp(int port, String range) {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .ipRanges(IpRange.builder().cidrIp(range).build())
                .build();
    }

    @Test
    void aNewGroupLetsEverythingOutAndNothingIn() {
        SecurityGroup group = describe(create("web"));

        assertThat(group.ipPermissions()).isEmpty();
        assertThat(group.ipPermissionsEgress())
                .singleElement()
                .satisfies(
                        all -> {
                            assertThat(all.ipProtocol()).isEqualTo("-1");
                            assertThat(all.fromPort()).isNull();
                            assertThat(all.ipRanges().getFirst().cidrIp()).isEqualTo("0.0.0.0/0");
                        });
    }

    @Test
    void everyVpcHasADefaultGroupThatNobodyDeletes() {
        SecurityGroup group =
                home.client
                        .describeSecurityGroups(r -> r.groupNames("default"))
                        .securityGroups()
                        .getFirst();

        assertThat(group.ipPermissions().getFirst().userIdGroupPairs().getFirst().groupId())
                .isEqualTo(group.groupId());
        assertFault(
                () -> home.client.deleteSecurityGroup(r -> r.groupId(group.groupId())),
                "CannotDelete",
                "cannot be deleted by a user");
    }

    @Test
    void rulesOfOnePortAreOnePermissionWithSeveralRanges() {
        String id = create("web");
        List<SecurityGroupRule> added =
                home.client
                        .authorizeSecurityGroupIngress(
                                r ->
                                        r.groupId(id)
                                                .ipPermissions(
                                                        tcp(22, "10.0.0.0/8"),
                                                        tcp(22, "192.168.0.0/16"),
                                                        tcp(80, "0.0.0.0/0")))
                        .securityGroupRules();

        assertThat(added)
                .hasSize(3)
                .allMatch(rule -> rule.securityGroupRuleId().startsWith("sgr-"));
        assertThat(describe(id).ipPermissions())
                .extracting(IpPermission::fromPort, each -> each.ipRanges().size())
                .containsExactlyInAnyOrder(Tuple.tuple(22, 2), Tuple.tuple(80, 1));
    }

    @Test
    void theFlatParametersOfOldClientsNameOneRule() {
        create("web");
        home.client.authorizeSecurityGroupIngress(
                r ->
                        r.groupName("web")
                                .ipProtocol("tcp")
                                .fromPort(22)
                                .toPort(22)
                                .cidrIp("0.0.0.0/0"));
        SecurityGroup group =
                home.client
                        .describeSecurityGroups(r -> r.groupNames("web"))
                        .securityGroups()
                        .getFirst();
        assertThat(group.ipPermissions()).hasSize(1);

        home.client.revokeSecurityGroupIngress(
                r ->
                        r.groupName("web")
                                .ipProtocol("tcp")
                                .fromPort(22)
                                .toPort(22)
                                .cidrIp("0.0.0.0/0"));
        assertThat(describe(group.groupId()).ipPermissions()).isEmpty();
    }

    @Test
    void aGroupAsSourceAloneStandsForAllThatItSends() {
        create("app");
        String web = create("web");
        home.client.authorizeSecurityGroupIngress(
                r -> r.groupId(web).sourceSecurityGroupName("app"));

        assertThat(describe(web).ipPermissions())
                .extracting(IpPermission::ipProtocol)
                .containsExactlyInAnyOrder("tcp", "udp", "icmp");
    }

    @Test
    void theSameRuleTwiceIsADuplicate() {
        String id = create("web");
        home.client.authorizeSecurityGroupIngress(
                r -> r.groupId(id).ipPermissions(tcp(22, "0.0.0.0/0")));

        assertFault(
                () ->
                        home.client.authorizeSecurityGroupIngress(
                                r -> r.groupId(id).ipPermissions(tcp(22, "0.0.0.0/0"))),
                "InvalidPermission.Duplicate",
                "the specified rule \"peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW\""
                        + " already exists");
    }

    @Test
    void whatIsNotThereIsNotRevoked() {
        String id = create("web");

        assertFault(
                () ->
                        home.client.revokeSecurityGroupIngress(
                                r -> r.groupId(id).ipPermissions(tcp(22, "0.0.0.0/0"))),
                "InvalidPermission.NotFound",
                "does not exist in this security group");
        assertFault(
                () -> describe("sg-0123456789abcdef0"),
                "InvalidGroup.NotFound",
                "The security group 'sg-0123456789abcdef0' does not exist");
    }

    @Test
    void rulesAreRevokedAndModifiedByTheirIds() {
        String id = create("web");
        String rule =
                home.client
                        .authorizeSecurityGroupIngress(
                                r -> r.groupId(id).ipPermissions(tcp(22, "10.0.0.0/8")))
                        .securityGroupRules()
                        .getFirst()
                        .securityGroupRuleId();
        SecurityGroupRuleUpdate update =
                SecurityGroupRuleUpdate.builder()
                        .securityGroupRuleId(rule)
                        .securityGroupRule(
                                to ->
                                        to.ipProtocol("udp")
                                                .fromPort(53)
                                                .toPort(53)
                                                .cidrIpv4("0.0.0.0/0")
                                                .description("names"))
                        .build();
        home.client.modifySecurityGroupRules(r -> r.groupId(id).securityGroupRules(update));
        SecurityGroupRule changed =
                home.client
                        .describeSecurityGroupRules(r -> r.securityGroupRuleIds(rule))
                        .securityGroupRules()
                        .getFirst();
        assertThat(changed.ipProtocol()).isEqualTo("udp");
        assertThat(changed.description()).isEqualTo("names");

        home.client.revokeSecurityGroupIngress(r -> r.groupId(id).securityGroupRuleIds(rule));
        assertThat(describe(id).ipPermissions()).isEmpty();
    }

    @Test
    void aGroupThatAnotherRefersToIsADependency() {
        String app = create("app");
        String web = create("web");
        IpPermission fromApp =
                IpPermission.builder()
                        .ipProtocol("-1")
                        .userIdGroupPairs(UserIdGroupPair.builder().groupId(app).build())
                        .build();
        home.client.authorizeSecurityGroupIngress(r -> r.groupId(web).ipPermissions(fromApp));

        assertFault(
                () -> home.client.deleteSecurityGroup(r -> r.groupId(app)),
                "DependencyViolation",
                "resource " + app + " has a dependent object");
        home.client.deleteSecurityGroup(r -> r.groupId(web));
        home.client.deleteSecurityGroup(r -> r.groupName("app"));
    }

    @Test
    void groupsAreFilteredByWhatTheirRulesSay() {
        String id = create("web");
        create("other");
        home.client.authorizeSecurityGroupIngress(
                r -> r.groupId(id).ipPermissions(tcp(443, "0.0.0.0/0")));
        Filter port = Filter.builder().name("ip-permission.from-port").values("443").build();

        assertThat(home.client.describeSecurityGroups(r -> r.filters(port)).securityGroups())
                .extracting(SecurityGroup::groupName)
                .containsExactly("web");
    }

    @Test
    void aGroupHasSixtyRulesAWay() {
        String id = create("web");
        for (int port = 1; port <= 60; port++) {
            IpPermission one = tcp(port, "0.0.0.0/0");
            home.client.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(one));
        }

        assertFault(
                () ->
                        home.client.authorizeSecurityGroupIngress(
                                r -> r.groupId(id).ipPermissions(tcp(61, "0.0.0.0/0"))),
                "RulesPerSecurityGroupLimitExceeded",
                "maximum number of rules");
    }

    @Test
    void whatIsNoRuleIsSaidSo() {
        String id = create("web");
        assertFault(
                () ->
                        home.client.authorizeSecurityGroupIngress(
                                r -> r.groupId(id).ipPermissions(tcp(22, "300.0.0.0/8"))),
                "InvalidParameterValue",
                "CIDR block 300.0.0.0/8 is malformed");
        assertFault(
                () -> home.client.createSecurityGroup(r -> r.groupName("web").description("d")),
                "InvalidGroup.Duplicate",
                "already exists for VPC");
        assertFault(() -> create("default"), "InvalidParameterValue", "reserved");
    }
}
