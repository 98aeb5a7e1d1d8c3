package dev.tule.vnet;

import dev.tule.vnet.filter.AclEntry;
import dev.tule.vnet.filter.NetworkAcl;
import dev.tule.vnet.filter.SecurityGroup;
import dev.tule.vnet.filter.SecurityGroupRule;
import dev.tule.vnet.filter.Traffic;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.MacAddress;
import dev.tule.vnet.tcp.Deadlines;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** A fabric on a clock of its own, with a VPC 10.0.0.0/16 and a subnet 10.0.0.0/24 in it. */
final class Laboratory {
    final Deadlines deadlines = new Deadlines();
    private long now = 1_000_000_000_000L;
    final Fabric fabric;
    final Vpc vpc;
    final RouteTable routes = new RouteTable("rtb-1");
    final NetworkAcl acl = openAcl("acl-1");
    final Subnet subnet;
    private int machines;

    Laboratory() {
        this(FabricConfig.DEFAULT);
    }

    Laboratory(FabricConfig config) {
        fabric = new Fabric(config, deadlines, () -> now, new SplittableRandom(1));
        vpc = fabric.createVpc("vpc-1", Cidr.of("10.0.0.0/16"));
        routes.replaceRoutes(List.of(new Route(vpc.range(), Route.LOCAL)));
        subnet = vpc.createSubnet("subnet-1", Cidr.of("10.0.0.0/24"), routes, acl);
    }

    static NetworkAcl openAcl(String id) {
        NetworkAcl acl = new NetworkAcl(id);
        List<AclEntry> all = List.of(new AclEntry(100, Traffic.ALL, Cidr.ANY, true));
        acl.replaceEntries(all, all);
        return acl;
    }

    /** A group that lets everything out and nothing in, as a new group on AWS does. */
    SecurityGroup group(String id, SecurityGroupRule... ingress) {
        SecurityGroup group = vpc.securityGroup(id);
        group.replaceRules(List.of(ingress), List.of(SecurityGroupRule.of(Traffic.ALL, Cidr.ANY)));
        return group;
    }

    /** A group that lets everything out and in. */
    SecurityGroup open() {
        return group("sg-open", SecurityGroupRule.of(Traffic.ALL, Cidr.ANY));
    }

    InterfaceConfig config(Subnet in, String address, SecurityGroup... groups) {
        machines++;
        return InterfaceConfig.of(
                "eni-" + machines,
                new MacAddress(0x0200_0000_1000L + machines),
                in,
                Ipv4Address.of(address),
                List.of(groups));
    }

    FakeMachine machine(String address, SecurityGroup... groups) {
        return new FakeMachine(vpc, config(subnet, address, groups));
    }

    FakeMachine machine(Subnet in, String address, SecurityGroup... groups) {
        return new FakeMachine(vpc, config(in, address, groups));
    }

    void pass(Duration time) {
        long until = now + time.toNanos();
        for (long next = deadlines.run(now); next <= until; next = deadlines.run(now)) {
            now = Math.max(now, next);
        }
        now = until;
    }
}
