package dev.tule.vnet;

import dev.tule.vnet.filter.NetworkAcl;
import dev.tule.vnet.filter.SecurityGroup;
import dev.tule.vnet.filter.SecurityGroupRule;
import dev.tule.vnet.filter.Traffic;
import dev.tule.vnet.link.Lanes;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.MacAddress;
import dev.tule.vnet.tcp.Deadlines;
import dev.tule.vnet.tcp.TcpConnection;
import dev.tule.vnet.tcp.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A fabric on real threads and the real clock, with one subnet that leads outside. */
public final class LiveFabric implements AutoCloseable {
    public final Lanes lanes = Lanes.open(2);
    private final Deadlines deadlines = new Deadlines();
    private final Ticker ticker = Ticker.start(deadlines, System::nanoTime);
    public final Fabric fabric =
            new Fabric(FabricConfig.DEFAULT, deadlines, System::nanoTime, new SecureRandom());
    public final Vpc vpc = fabric.createVpc("vpc-1", Cidr.of("10.0.0.0/16"));
    public final RouteTable routes = new RouteTable("rtb-1");
    public final Subnet subnet;
    private final AtomicInteger count = new AtomicInteger();

    public LiveFabric() {
        NetworkAcl acl = Laboratory.openAcl("acl-1");
        routes.replaceRoutes(
                List.of(
                        new Route(vpc.range(), Route.LOCAL),
                        new Route(
                                Cidr.ANY,
                                new Route.NatGateway("nat-1", Ipv4Address.of("54.0.0.9")))));
        subnet = vpc.createSubnet("subnet-1", Cidr.of("10.0.0.0/24"), routes, acl);
    }

    /** A group that lets everything out, and in what is given. */
    public SecurityGroup group(String id, SecurityGroupRule... ingress) {
        SecurityGroup group = vpc.securityGroup(id);
        group.replaceRules(List.of(ingress), List.of(SecurityGroupRule.of(Traffic.ALL, Cidr.ANY)));
        return group;
    }

    public InterfaceConfig config(String address, SecurityGroup... groups) {
        int number = count.incrementAndGet();
        return InterfaceConfig.of(
                "eni-" + number,
                new MacAddress(0x0200_0000_2000L + number),
                subnet,
                Ipv4Address.of(address),
                List.of(groups));
    }

    public VpcHost host(String address, SecurityGroup... groups) {
        return new VpcHost(vpc, config(address, groups), lanes.lane());
    }

    /** Sends back all that comes, until the peer ends. */
    public static void echo(TcpConnection connection) {
        connection.accept();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (InputStream in = connection.input()) {
                                in.transferTo(connection.output());
                                connection.shutdownOutput();
                            } catch (IOException e) {
                                connection.reset();
                            }
                        });
    }

    @Override
    public void close() {
        fabric.close();
        ticker.close();
        lanes.close();
    }
}
