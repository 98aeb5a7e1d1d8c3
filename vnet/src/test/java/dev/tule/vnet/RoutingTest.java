package dev.tule.vnet;

import static dev.tule.vnet.packet.TcpHeader.SYN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.vnet.filter.AclEntry;
import dev.tule.vnet.filter.NetworkAcl;
import dev.tule.vnet.filter.SecurityGroup;
import dev.tule.vnet.filter.SecurityGroupRule;
import dev.tule.vnet.filter.Traffic;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Route tables, network ACLs and elastic addresses. */
class RoutingTest {
    private static final Route.InternetGateway GATEWAY = new Route.InternetGateway("igw-1");

    private final Laboratory lab = new Laboratory();
    private final NetworkAcl farAcl = Laboratory.openAcl("acl-2");
    private final Subnet far =
            lab.vpc.createSubnet("subnet-2", Cidr.of("10.0.1.0/24"), lab.routes, farAcl);
    private final FakeMachine a = lab.machine("10.0.0.10", lab.open());
    private final FakeMachine b = lab.machine(far, "10.0.1.10", lab.open());

    private void routes(Route... more) {
        List<Route> all = new java.util.ArrayList<>(List.of(more));
        all.add(new Route(lab.vpc.range(), Route.LOCAL));
        lab.routes.replaceRoutes(all);
    }

    private static Route route(String range, Route.Target target) {
        return new Route(Cidr.of(range), target);
    }

    @Test
    void subnetsReachEachOtherByTheLocalRoute() {
        a.ping(b);

        assertThat(b.heard()).containsExactly("icmp 10.0.0.10 > 10.0.1.10 8/0");
    }

    @Test
    void theLongestPrefixDecides() {
        routes(route("10.0.1.0/24", Route.BLACKHOLE));
        a.ping(b);
        assertThat(b.heard()).isEmpty();

        routes(route("10.0.1.0/24", Route.BLACKHOLE), route("10.0.1.10/32", Route.LOCAL));
        a.ping(b);
        assertThat(b.heard()).hasSize(1);
    }

    @Test
    void whatNoRouteLeadsToIsDropped() {
        a.send(Frames.echo(a.address, "8.8.8.8"));

        assertThat(a.heard()).isEmpty();
        assertThat(a.eni.statistics().unroutable()).isEqualTo(1);
    }

    @Test
    void aRouteMayLeadToAnInterfaceThatDoesNotCheck() {
        FakeMachine appliance = lab.machine("10.0.0.99", lab.open());
        routes(route("10.0.1.0/24", new Route.ToInterface(appliance.eni)));
        a.ping(b);
        assertThat(appliance.heard()).as("with source/destination check").isEmpty();

        appliance.eni.replaceSourceDestCheck(false);
        a.ping(b);
        assertThat(appliance.heard()).containsExactly("icmp 10.0.0.10 > 10.0.1.10 8/0");
        assertThat(b.heard()).isEmpty();
    }

    @Test
    void aTableHasNoTwoRoutesToOneRange() {
        assertThatThrownBy(
                        () ->
                                routes(
                                        route("10.0.1.0/24", Route.BLACKHOLE),
                                        route("10.0.1.0/24", Route.LOCAL)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void subnetsDoNotOverlap() {
        assertThatThrownBy(
                        () ->
                                lab.vpc.createSubnet(
                                        "subnet-3", Cidr.of("10.0.0.0/20"), lab.routes, farAcl))
                .hasMessageContaining("overlaps");
    }

    @Test
    void anAclIsAskedBothWaysAtTheSubnetsBorder() {
        AclEntry web = new AclEntry(100, Traffic.tcp(80), Cidr.ANY, true);
        farAcl.replaceEntries(List.of(web), List.of());
        a.tcp(b, 4_000, 80, SYN);
        assertThat(b.heard()).hasSize(1);
        a.tcp(b, 4_000, 81, SYN);
        assertThat(b.heard()).isEmpty();

        b.tcp(a, 80, 4_000, SYN | 16);
        assertThat(a.heard()).as("it does not know answers").isEmpty();
        AclEntry back = new AclEntry(100, Traffic.tcp(1_024, 65_535), Cidr.ANY, true);
        farAcl.replaceEntries(List.of(web), List.of(back));
        b.tcp(a, 80, 4_000, SYN | 16);
        assertThat(a.heard()).hasSize(1);
    }

    @Test
    void anAclsLowestNumberDecides() {
        AclEntry all = new AclEntry(200, Traffic.ALL, Cidr.ANY, true);
        AclEntry not = new AclEntry(100, Traffic.tcp(80), Cidr.of("10.0.0.10/32"), false);
        farAcl.replaceEntries(List.of(all, not), List.of(all));
        a.tcp(b, 4_000, 80, SYN);
        assertThat(b.heard()).isEmpty();
        assertThat(b.eni.statistics().filter().rejectedByAcl()).isEqualTo(1);

        a.tcp(b, 4_000, 81, SYN);
        assertThat(b.heard()).hasSize(1);
    }

    @Test
    void anAclIsNotAskedWithinASubnet() {
        FakeMachine neighbour = lab.machine("10.0.0.11", lab.open());
        lab.acl.replaceEntries(List.of(), List.of());
        a.ping(neighbour);

        assertThat(neighbour.heard()).hasSize(1);
    }

    @Test
    void elasticAddressesLeadFromVpcToVpc() {
        Vpc other = lab.fabric.createVpc("vpc-2", Cidr.of("10.0.0.0/16"));
        RouteTable table = new RouteTable("rtb-2");
        table.replaceRoutes(
                List.of(new Route(other.range(), Route.LOCAL), route("0.0.0.0/0", GATEWAY)));
        Subnet there = other.createSubnet("subnet-9", Cidr.of("10.0.0.0/24"), table, lab.acl);
        FakeMachine peer = new FakeMachine(other, lab.config(there, "10.0.0.10"));
        peer.eni.replaceGroups(List.of(openGroup(other)));
        routes(route("0.0.0.0/0", GATEWAY));
        lab.fabric.elasticAddresses().associate(address("54.0.0.1"), a.eni, address(a.address));
        lab.fabric
                .elasticAddresses()
                .associate(address("54.0.0.2"), peer.eni, address(peer.address));

        a.send(Frames.tcp(a.address, 4_000, "54.0.0.2", 80, SYN, 11));
        assertThat(peer.heard()).containsExactly("tcp 54.0.0.1:4000 > 10.0.0.10:80 S");
        peer.send(Frames.udp(peer.address, 9, "54.0.0.1", 9, 33));
        assertThat(a.heard()).containsExactly("udp 54.0.0.2:9 > 10.0.0.10:9");

        lab.fabric.elasticAddresses().disassociate(address("54.0.0.1"));
        a.send(Frames.tcp(a.address, 4_001, "54.0.0.2", 80, SYN));
        assertThat(peer.heard()).as("without a public address").isEmpty();
    }

    private static SecurityGroup openGroup(Vpc vpc) {
        var group = vpc.securityGroup("sg-2");
        var all = List.of(SecurityGroupRule.of(Traffic.ALL, Cidr.ANY));
        group.replaceRules(all, all);
        return group;
    }

    private static Ipv4Address address(String text) {
        return Ipv4Address.of(text);
    }
}
