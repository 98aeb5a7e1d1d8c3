package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** What the API says is what machines' packets meet. */
@Timeout(60)
class EnforcementTest {
    private static final String WORLD = "93.184.216.34";
    private static final int PORT = 8_123;
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir private Path directory;
    private final Guests guests = new Guests();
    private Home home;
    private Ec2Client ec2;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory, guests.around());
        ec2 = home.client;
    }

    @AfterEach
    void close() {
        home.close();
        guests.close();
    }

    private String subnet(String range) {
        String vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        return ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(range)).subnet().subnetId();
    }

    private String defaultSubnet() {
        return ec2.describeSubnets().subnets().getFirst().subnetId();
    }

    private Subnet describe(String subnet) {
        return ec2.describeSubnets(r -> r.subnetIds(subnet)).subnets().getFirst();
    }

    private String group(String subnet, String name) {
        String vpc = describe(subnet).vpcId();
        return ec2.createSecurityGroup(r -> r.groupName(name).description(name).vpcId(vpc))
                .groupId();
    }

    private static IpPermission from(String range) {
        return tcp().ipRanges(IpRange.builder().cidrIp(range).build()).build();
    }

    private static IpPermission fromGroup(String id) {
        return tcp().userIdGroupPairs(UserIdGroupPair.builder().groupId(id).build()).build();
    }

    private static IpPermission.Builder tcp() {
        return IpPermission.builder().ipProtocol("tcp").fromPort(PORT).toPort(PORT);
    }

    private void allow(String group, IpPermission permission) {
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(permission));
    }

    private void forbid(String group, IpPermission permission) {
        ec2.revokeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(permission));
    }

    private static void within(Duration time, BooleanSupplier condition) {
        Instant until = Instant.now().plus(time);
        boolean holds = condition.getAsBoolean();
        while (!holds && Instant.now().isBefore(until)) {
            holds = condition.getAsBoolean();
        }
        assertThat(holds).isTrue();
    }

    @Test
    void aGroupLetsInWhomItRefersToAndNobodyElse() throws Exception {
        String subnet = subnet("10.0.0.0/24");
        String app = group(subnet, "app");
        String web = group(subnet, "web");
        allow(web, fromGroup(app));
        Guest server = guests.start(home, subnet, web).echoing(PORT);
        Guest caller = guests.start(home, subnet, app).echoing(PORT);
        Guest stranger = guests.start(home, subnet, web);

        assertThat(caller.reaches(server.address, PORT)).isTrue();
        assertThat(stranger.reaches(server.address, PORT)).isFalse();
        assertThat(server.reaches(caller.address, PORT)).isFalse();
    }

    @Test
    void aChangeOfRulesIsInForceWithinASecond() throws Exception {
        String subnet = subnet("10.0.0.0/24");
        String group = group(subnet, "web");
        Guest server = guests.start(home, subnet, group).echoing(PORT);
        Guest caller = guests.start(home, subnet, group);
        assertThat(caller.reaches(server.address, PORT)).isFalse();

        allow(group, from("10.0.0.0/16"));
        within(SOON, () -> caller.reaches(server.address, PORT));
        forbid(group, from("10.0.0.0/16"));
        assertThat(caller.reaches(server.address, PORT)).isFalse();
    }

    @Test
    void whatAGroupDoesNotLetOutStaysInside() throws Exception {
        String subnet = subnet("10.0.0.0/24");
        String group = group(subnet, "web");
        allow(group, from("0.0.0.0/0"));
        Guest server = guests.start(home, subnet, group).echoing(PORT);
        Guest caller = guests.start(home, subnet, group);
        IpPermission all =
                IpPermission.builder()
                        .ipProtocol("-1")
                        .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                        .build();
        assertThat(caller.reaches(server.address, PORT)).isTrue();

        ec2.revokeSecurityGroupEgress(r -> r.groupId(group).ipPermissions(all));
        assertThat(caller.reaches(server.address, PORT)).isFalse();
    }

    @Test
    void anInterfacePutIntoAnotherGroupIsUnderItsRules() throws Exception {
        String subnet = subnet("10.0.0.0/24");
        String open = group(subnet, "open");
        String shut = group(subnet, "shut");
        allow(open, from("0.0.0.0/0"));
        Guest server = guests.start(home, subnet, shut).echoing(PORT);
        Guest caller = guests.start(home, subnet, open);
        String eni =
                guests.describe(home, server.instanceId)
                        .networkInterfaces()
                        .getFirst()
                        .networkInterfaceId();
        assertThat(caller.reaches(server.address, PORT)).isFalse();

        ec2.modifyNetworkInterfaceAttribute(r -> r.networkInterfaceId(eni).groups(open));
        assertThat(caller.reaches(server.address, PORT)).isTrue();
    }

    @Test
    void machinesOfOneVpcDoNotReachAnothers() throws Exception {
        String here = subnet("10.0.0.0/24");
        String there = subnet("10.0.1.0/24");
        String mine = group(here, "g");
        String theirs = group(there, "g");
        allow(mine, from("0.0.0.0/0"));
        allow(theirs, from("0.0.0.0/0"));
        Guest server = guests.start(home, there, theirs).echoing(PORT);
        Guest neighbour = guests.start(home, there, theirs);
        Guest stranger = guests.start(home, here, mine);

        assertThat(neighbour.reaches(server.address, PORT)).isTrue();
        assertThat(stranger.reaches(server.address, PORT)).isFalse();
    }

    @Test
    void aNetworkAclDeniesWhatGroupsAllow() throws Exception {
        String subnet = subnet("10.0.0.0/24");
        String vpc = describe(subnet).vpcId();
        String other =
                ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.1.0/24")).subnet().subnetId();
        String group = group(subnet, "web");
        allow(group, from("0.0.0.0/0"));
        Guest server = guests.start(home, subnet, group).echoing(PORT);
        Guest caller = guests.start(home, other, group);
        assertThat(caller.reaches(server.address, PORT)).isTrue();

        Filter here = Filter.builder().name("vpc-id").values(vpc).build();
        String acl =
                ec2.describeNetworkAcls(r -> r.filters(here))
                        .networkAcls()
                        .getFirst()
                        .networkAclId();
        ec2.createNetworkAclEntry(
                r ->
                        r.networkAclId(acl)
                                .ruleNumber(50)
                                .egress(false)
                                .protocol("6")
                                .ruleAction(RuleAction.DENY)
                                .cidrBlock("10.0.1.0/24")
                                .portRange(p -> p.from(PORT).to(PORT)));
        assertThat(caller.reaches(server.address, PORT)).isFalse();
    }

    @Test
    void namesAreAnsweredWhereTheVpcSupportsThem() throws Exception {
        String subnet = defaultSubnet();
        String vpc = describe(subnet).vpcId();
        Guest guest = guests.start(home, subnet, group(subnet, "names"));
        String name = "ip-" + guest.address.replace('.', '-') + ".ec2.internal";
        String resolver = "172.31.0.2";
        assertThat(guest.asks(resolver, name)).isZero();

        ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(on -> on.value(false)));
        assertThat(guests.describe(home, guest.instanceId).publicDnsName()).isEmpty();
        ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsSupport(on -> on.value(false)));
        assertThat(guest.asks(resolver, name)).as("REFUSED").isEqualTo(5);

        ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsSupport(on -> on.value(true)));
        assertThat(guest.asks(resolver, name)).isZero();
    }

    @Test
    void thePublicAddressLeadsToTheMachineWhileTheGroupAllowsIt() throws Exception {
        String subnet = defaultSubnet();
        String group = group(subnet, "web");
        allow(group, from("0.0.0.0/0"));
        Guest server = guests.start(home, subnet, group).echoing(PORT);
        Instance instance = guests.describe(home, server.instanceId);
        assertThat(instance.publicDnsName()).isEqualTo(instance.publicIpAddress());
        InetSocketAddress address = new InetSocketAddress(instance.publicIpAddress(), PORT);

        within(SOON, () -> roundTrip(address) == 7);
        forbid(group, from("0.0.0.0/0"));
        within(SOON, () -> isRefused(address));
        allow(group, from("192.168.0.0/16"));
        assertThat(roundTrip(address)).as("end of stream: not this peer").isEqualTo(-1);
    }

    /** Sends a byte and tells which came back; -1 when none does. */
    private static int roundTrip(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(7);
            return socket.getInputStream().read();
        } catch (IOException refusedOrReset) {
            return -1;
        }
    }

    private static boolean isRefused(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            return false;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theOutsideTakesARouteAndAPublicAddress() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            guests.internet = (InetSocketAddress) server.getLocalSocketAddress();
            String subnet = defaultSubnet();
            String group = group(subnet, "g");
            Guest outward = guests.start(home, subnet, group);
            ec2.modifySubnetAttribute(
                    r -> r.subnetId(subnet).mapPublicIpOnLaunch(off -> off.value(false)));
            Guest inward = guests.start(home, subnet, group);

            assertThat(outward.reaches(WORLD, 80)).isTrue();
            assertThat(inward.reaches(WORLD, 80)).as("without a public address").isFalse();
            assertThat(outward.reaches("192.168.1.1", 80)).as("the host's network").isFalse();
            assertThat(outward.reaches("127.0.0.1", server.getLocalPort())).isFalse();

            String table = ec2.describeRouteTables().routeTables().getFirst().routeTableId();
            ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0"));
            assertThat(outward.reaches(WORLD, 80)).as("without a route").isFalse();
        }
    }

    @Test
    void behindANatGatewayNoPublicAddressIsNeeded() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            guests.internet = (InetSocketAddress) server.getLocalSocketAddress();
            String open = defaultSubnet();
            String vpc = describe(open).vpcId();
            String shut =
                    ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("172.31.200.0/24"))
                            .subnet()
                            .subnetId();
            String table = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
            ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(shut));
            Guest guest = guests.start(home, shut, group(shut, "g"));
            assertThat(guest.reaches(WORLD, 80)).isFalse();

            String allocation = ec2.allocateAddress(r -> {}).allocationId();
            String nat =
                    ec2.createNatGateway(r -> r.subnetId(open).allocationId(allocation))
                            .natGateway()
                            .natGatewayId();
            ec2.createRoute(
                    r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").natGatewayId(nat));
            assertThat(guest.reaches(WORLD, 80)).isTrue();
        }
    }

    @Test
    void theMetadataServiceIsReachedWhateverTheGroupsSay() throws Exception {
        String subnet = subnet("10.0.0.0/24");
        String group = group(subnet, "g");
        ec2.revokeSecurityGroupEgress(
                r ->
                        r.groupId(group)
                                .securityGroupRuleIds(
                                        ec2
                                                .describeSecurityGroupRules(
                                                        all ->
                                                                all.filters(
                                                                        Filter.builder()
                                                                                .name("group-id")
                                                                                .values(group)
                                                                                .build()))
                                                .securityGroupRules()
                                                .stream()
                                                .map(SecurityGroupRule::securityGroupRuleId)
                                                .toList()));
        Guest guest = guests.start(home, subnet, group);

        assertThat(guest.reaches("169.254.169.254", 80)).isTrue();
        assertThat(guest.reaches("169.254.169.254", 81)).isFalse();
    }

    @Test
    void machinesThatWentOnWithoutTheServerFindTheirNetworkAgain() throws Exception {
        String subnet = defaultSubnet();
        String group = group(subnet, "web");
        allow(group, from("0.0.0.0/0"));
        Guest before = guests.start(home, subnet, group);
        home.close();
        guests.forgetLinks();
        home = new Home(directory, guests.around());
        ec2 = home.client;

        Guest server = guests.resume(home, before.instanceId).echoing(PORT);
        assertThat(server.address).isEqualTo(before.address);
        String address = guests.describe(home, server.instanceId).publicIpAddress();
        within(SOON, () -> roundTrip(new InetSocketAddress(address, PORT)) == 7);
    }

    @Test
    void aStoppedMachineGivesBackItsPublicAddressAndATerminatedOneItsInterface() throws Exception {
        String subnet = defaultSubnet();
        Guest guest = guests.start(home, subnet, group(subnet, "g"));
        var network = home.ec2.network(Home.HERE);
        network.place()
                .transact(
                        rows -> {
                            network.instances().unplug(rows, guest.instanceId);
                            return null;
                        });
        assertThat(guests.describe(home, guest.instanceId).publicIpAddress()).isNull();
        assertThat(guests.describe(home, guest.instanceId).privateIpAddress())
                .isEqualTo(guest.address);

        network.place()
                .transact(
                        rows -> {
                            network.instances().release(rows, guest.instanceId);
                            return null;
                        });
        assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).isEmpty();
    }
}
