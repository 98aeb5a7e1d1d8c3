package dev.tule.vnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.vnet.packet.Bytes;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ethernet;
import dev.tule.vnet.packet.Icmp;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.MacAddress;
import dev.tule.vnet.packet.TcpHeader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a machine finds at its end of the link. */
class InterfaceTest {
    private static final String ROUTER_MAC = "02:00:00:00:00:01";

    private final Laboratory lab = new Laboratory();
    private final FakeMachine a = lab.machine("10.0.0.10", lab.open());
    private final FakeMachine b = lab.machine("10.0.0.11", lab.open());

    @Test
    void everyAddressIsAtTheRouter() {
        a.send(Frames.arp(a.mac().bits(), a.address, "10.0.0.1"));
        a.send(Frames.arp(a.mac().bits(), a.address, b.address));
        a.send(Frames.arp(a.mac().bits(), a.address, "8.8.8.8"));

        assertThat(a.heard())
                .containsExactly(
                        "arp 10.0.0.1 is at " + ROUTER_MAC,
                        "arp 10.0.0.11 is at " + ROUTER_MAC,
                        "arp 8.8.8.8 is at " + ROUTER_MAC);
    }

    @Test
    void noOtherMachineClaimsAnAddressThatIsProbed() {
        a.send(Frames.arp(a.mac().bits(), "0.0.0.0", a.address));
        a.send(Frames.arp(a.mac().bits(), a.address, a.address));

        assertThat(a.heard()).isEmpty();
    }

    @Test
    void packetsGoFromMachineToMachine() {
        a.tcp(b, 4_000, 80, TcpHeader.SYN);
        assertThat(b.heard()).containsExactly("tcp 10.0.0.10:4000 > 10.0.0.11:80 S");

        b.tcp(a, 80, 4_000, TcpHeader.SYN | TcpHeader.ACK);
        assertThat(a.heard()).containsExactly("tcp 10.0.0.11:80 > 10.0.0.10:4000 SA");
    }

    @Test
    void framesAreAddressedByTheRouter() {
        a.ping(b);

        byte[] frame = b.frames().getFirst();
        assertThat(new MacAddress(Bytes.u48(frame, 0))).isEqualTo(b.mac());
        assertThat(new MacAddress(Bytes.u48(frame, 6))).hasToString(ROUTER_MAC);
    }

    @Test
    void aMachineMayHaveAnotherHardwareAddressThanConfigured() {
        byte[] ping = Frames.echo(b.address, a.address);
        Bytes.put48(ping, 6, 0x0200_0000_9999L);
        b.sendAsIs(ping);
        a.send(Frames.icmp(a.address, b.address, Icmp.ECHO_REPLY, 0, 7));

        assertThat(new MacAddress(Bytes.u48(b.frames().getFirst(), 0)))
                .hasToString("02:00:00:00:99:99");
    }

    @Test
    void secondaryAddressesComeAndGo() {
        Ipv4Address first = Ipv4Address.of("10.0.0.11");
        Ipv4Address second = Ipv4Address.of("10.0.0.21");
        b.eni.replaceAddresses(List.of(first, second));
        a.send(Frames.echo(a.address, "10.0.0.21"));
        b.send(Frames.icmp("10.0.0.21", a.address, Icmp.ECHO_REPLY, 0, 7));

        assertThat(b.heard()).containsExactly("icmp 10.0.0.10 > 10.0.0.21 8/0");
        assertThat(a.heard()).containsExactly("icmp 10.0.0.21 > 10.0.0.10 0/0");

        b.eni.replaceAddresses(List.of(first));
        a.send(Frames.echo(a.address, "10.0.0.21"));
        assertThat(b.heard()).isEmpty();
    }

    @Test
    void anAddressOfAnotherInterfaceIsNotToBeHad() {
        Ipv4Address own = Ipv4Address.of(b.address);
        Ipv4Address others = Ipv4Address.of(a.address);
        assertThatThrownBy(() -> b.eni.replaceAddresses(List.of(own, others)))
                .hasMessage("10.0.0.10 is taken");
        assertThatThrownBy(() -> b.eni.replaceAddresses(List.of(own, Ipv4Address.of("10.0.0.3"))))
                .hasMessageContaining("reserved");
        assertThatThrownBy(() -> b.eni.replaceAddresses(List.of(Ipv4Address.of("10.0.0.30"))))
                .hasMessageContaining("can't change");
        assertThat(b.eni.addresses()).containsExactly(own);
    }

    @Test
    void aServiceCanKeepItsAnswersNear() {
        lab.vpc.serveTcp(
                Ipv4Address.of("169.254.169.250"),
                80,
                (from, connection) -> {
                    connection.limitHops(1);
                    connection.accept();
                });
        a.send(Frames.tcp(a.address, 4_000, "169.254.169.250", 80, TcpHeader.SYN));

        byte[] answer = a.frames().getFirst();
        assertThat(Bytes.u8(answer, Ethernet.HEADER_BYTES + 8)).as("time to live").isEqualTo(1);
    }

    @Test
    void theRouterAnswersEchoRequests() {
        a.send(Frames.echo(a.address, "10.0.0.1"));

        assertThat(a.heard()).containsExactly("icmp 10.0.0.1 > 10.0.0.10 0/0");
    }

    @Test
    void aForeignSourceIsRefusedUnlessTheCheckIsOff() {
        a.send(Frames.echo("10.0.0.99", b.address));
        assertThat(b.heard()).isEmpty();
        assertThat(a.eni.statistics().spoofed()).isEqualTo(1);

        a.eni.replaceSourceDestCheck(false);
        a.send(Frames.echo("10.0.0.99", b.address));
        assertThat(b.heard()).containsExactly("icmp 10.0.0.99 > 10.0.0.11 8/0");
    }

    @Test
    void anAddressThatNobodyHasIsUnreachable() {
        a.send(Frames.echo(a.address, "10.0.0.77"));

        assertThat(a.heard()).containsExactly("icmp 10.0.0.1 > 10.0.0.10 3/1");
        assertThat(a.eni.statistics().unroutable()).isEqualTo(1);
    }

    @Test
    void aComplaintIsNotComplainedAbout() {
        a.send(Frames.icmp(a.address, "10.0.0.77", Icmp.UNREACHABLE, 1, 0));

        assertThat(a.heard()).isEmpty();
    }

    @Test
    void aPacketBeyondTheOtherEndsMtuIsComplainedAbout() {
        InterfaceConfig jumbo = lab.config(lab.subnet, "10.0.0.12", lab.open());
        FakeMachine small =
                new FakeMachine(
                        lab.vpc,
                        new InterfaceConfig(
                                jumbo.id(),
                                jumbo.mac(),
                                jumbo.subnet(),
                                jumbo.addresses(),
                                jumbo.groups(),
                                true,
                                "small",
                                "",
                                List.of(),
                                1_500));
        a.send(Frames.udp(a.address, 1, small.address, 2, 1_473));
        byte[] complaint = a.frames().getFirst();

        assertThat(Frames.text(complaint)).isEqualTo("icmp 10.0.0.1 > 10.0.0.10 3/4");
        assertThat(Bytes.u16(complaint, 14 + 20 + 6)).as("next-hop MTU").isEqualTo(1_500);
        assertThat(small.heard()).isEmpty();

        a.send(Frames.udp(a.address, 1, small.address, 2, 1_472));
        assertThat(small.heard()).hasSize(1);
    }

    @Test
    void broadcastMulticastAndOtherProtocolsAreNotCarried() {
        a.send(Frames.udp(a.address, 1, "255.255.255.255", 2, 0));
        a.send(Frames.udp(a.address, 1, "224.0.0.251", 2, 0));
        a.send(Frames.udp(a.address, 1, "127.0.0.1", 2, 0));
        byte[] ipv6 = new byte[60];
        Bytes.put16(ipv6, 12, 0x86dd);
        a.send(ipv6);

        assertThat(b.heard()).isEmpty();
        assertThat(a.eni.statistics().unsupported()).isEqualTo(4);
    }

    @Test
    void malformedFramesAreCounted() {
        a.sendAsIs(new byte[] {1, 2, 3});
        byte[] wrongChecksum = Frames.echo(a.address, b.address);
        wrongChecksum[14 + 10]++;
        a.send(wrongChecksum);
        byte[] tooLong = Frames.echo(a.address, b.address);
        Bytes.put16(tooLong, 16, 2_000);
        a.send(tooLong);

        assertThat(a.eni.statistics().malformed()).isEqualTo(3);
        assertThat(b.heard()).isEmpty();
    }

    @Test
    void paddingBehindAPacketIsNotCarriedOn() {
        byte[] padded = java.util.Arrays.copyOf(Frames.echo(a.address, b.address), 60);
        a.send(padded);

        assertThat(b.frames().getFirst()).hasSize(14 + 20 + 8);
    }

    @Test
    void vpcsWithTheSameAddressesDoNotMeet() {
        Vpc other = lab.fabric.createVpc("vpc-2", Cidr.of("10.0.0.0/16"));
        RouteTable routes = new RouteTable("rtb-2");
        routes.replaceRoutes(List.of(new Route(other.range(), Route.LOCAL)));
        Subnet subnet = other.createSubnet("subnet-2", Cidr.of("10.0.0.0/24"), routes, lab.acl);
        FakeMachine twin = new FakeMachine(other, lab.config(subnet, b.address, lab.open()));
        FakeMachine stranger = new FakeMachine(other, lab.config(subnet, "10.0.0.55", lab.open()));

        a.ping(b);
        assertThat(b.heard()).hasSize(1);
        assertThat(twin.heard()).isEmpty();

        a.ping(stranger);
        assertThat(stranger.heard()).isEmpty();
    }

    @Test
    void anAddressIsGivenOnceAndReservedOnesNever() {
        assertThatThrownBy(() -> lab.machine(b.address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is taken");
        for (String reserved : List.of("10.0.0.0", "10.0.0.3", "10.0.0.255", "10.0.1.9")) {
            assertThatThrownBy(() -> lab.machine(reserved))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anUnpluggedInterfaceIsGone() {
        b.eni.close();
        a.ping(b);

        assertThat(b.heard()).isEmpty();
        assertThat(a.heard()).containsExactly("icmp 10.0.0.1 > 10.0.0.10 3/1");
        assertThat(lab.vpc.find(Ipv4Address.of(b.address))).isNull();
    }

    @Test
    void laterFragmentsFollowTheirFirst() {
        byte[] whole = Frames.udp(a.address, 1, b.address, 2, 64);
        a.send(Frames.fragment(whole, 10));
        assertThat(b.heard()).as("without the first").isEmpty();

        a.send(Frames.fragment(whole, 0x2000));
        a.send(Frames.fragment(whole, 10));
        a.send(Frames.fragment(whole, 0x2000 | 1));
        assertThat(b.heard())
                .as("the last would write over the ports")
                .containsExactly("udp 10.0.0.10:1 > 10.0.0.11:2", "fragment 10.0.0.10 > 10.0.0.11");
    }
}
