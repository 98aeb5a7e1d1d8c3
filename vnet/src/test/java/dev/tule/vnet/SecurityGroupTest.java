package dev.tule.vnet;

import static dev.tule.vnet.packet.TcpHeader.ACK;
import static dev.tule.vnet.packet.TcpHeader.FIN;
import static dev.tule.vnet.packet.TcpHeader.RST;
import static dev.tule.vnet.packet.TcpHeader.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.vnet.filter.FilterConfig;
import dev.tule.vnet.filter.SecurityGroup;
import dev.tule.vnet.filter.SecurityGroupRule;
import dev.tule.vnet.filter.TrackingTimeouts;
import dev.tule.vnet.filter.Traffic;
import dev.tule.vnet.packet.Bytes;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Icmp;
import dev.tule.vnet.packet.Packet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Security groups, as the Amazon VPC User Guide describes them. */
class SecurityGroupTest {
    private static final Cidr HERE = Cidr.of("10.0.0.0/24");

    private final Laboratory lab =
            new Laboratory(
                    FabricConfig.DEFAULT.withFilter(
                            new FilterConfig(16, 16, TrackingTimeouts.DEFAULT)));
    private final SecurityGroup clients = lab.group("sg-clients");
    private final SecurityGroup servers = lab.group("sg-servers");
    private final FakeMachine client = lab.machine("10.0.0.10", clients);
    private final FakeMachine server = lab.machine("10.0.0.11", servers);

    private void allow(SecurityGroupRule... ingress) {
        servers.replaceRules(List.of(ingress), servers.egress());
    }

    private static SecurityGroupRule web() {
        return SecurityGroupRule.of(Traffic.tcp(80), HERE);
    }

    private boolean syn(int port) {
        client.tcp(server, 4_000, port, SYN);
        return !server.heard().isEmpty();
    }

    @Test
    void aGroupWithoutRulesLetsNothingIn() {
        assertThat(syn(80)).isFalse();
        client.udp(server, 1, 53);
        client.ping(server);
        assertThat(server.heard()).isEmpty();
        assertThat(server.eni.statistics().filter().rejectedByGroup()).isEqualTo(3);
    }

    @Test
    void aRuleAllowsItsPortsAndNoOthers() {
        allow(SecurityGroupRule.of(Traffic.tcp(80, 82), HERE));

        assertThat(syn(79)).isFalse();
        assertThat(syn(80)).isTrue();
        assertThat(syn(82)).isTrue();
        assertThat(syn(83)).isFalse();
        client.udp(server, 4_000, 80);
        assertThat(server.heard()).as("another protocol").isEmpty();
    }

    @Test
    void aRuleAllowsItsAddressesAndNoOthers() {
        allow(SecurityGroupRule.of(Traffic.tcp(80), Cidr.of("10.0.0.11/32")));
        assertThat(syn(80)).isFalse();

        allow(SecurityGroupRule.of(Traffic.tcp(80), Cidr.of("10.0.0.10/32")));
        assertThat(syn(80)).isTrue();
    }

    @Test
    void answersNeedNoRule() {
        allow(web());
        servers.replaceRules(servers.ingress(), List.of());
        client.tcp(server, 4_000, 80, SYN);
        server.tcp(client, 80, 4_000, SYN | ACK);

        assertThat(client.heard()).containsExactly("tcp 10.0.0.11:80 > 10.0.0.10:4000 SA");
        server.tcp(client, 5_000, 80, SYN);
        assertThat(client.heard()).as("not an answer").isEmpty();
    }

    @Test
    void egressIsAskedToo() {
        allow(web());
        clients.replaceRules(List.of(), List.of(SecurityGroupRule.of(Traffic.tcp(443), Cidr.ANY)));

        assertThat(syn(80)).isFalse();
        assertThat(client.eni.statistics().rejected()).isEqualTo(1);
    }

    @Test
    void aGroupIsAllowedByName() {
        allow(SecurityGroupRule.of(Traffic.tcp(80), clients));
        assertThat(syn(80)).isTrue();

        FakeMachine stranger = lab.machine("10.0.0.12", lab.open());
        stranger.tcp(server, 4_000, 80, SYN);
        assertThat(server.heard()).isEmpty();

        stranger.eni.replaceGroups(List.of(lab.open(), clients));
        stranger.tcp(server, 4_000, 80, SYN);
        assertThat(server.heard()).hasSize(1);
    }

    @Test
    void icmpIsAllowedByTypeAndCode() {
        allow(SecurityGroupRule.of(Traffic.icmp(Icmp.ECHO, -1), HERE));
        client.ping(server);
        assertThat(server.heard()).hasSize(1);
        client.send(Frames.icmp(client.address, server.address, 13, 0, 1));
        assertThat(server.heard()).as("timestamp").isEmpty();

        allow(SecurityGroupRule.of(Traffic.icmp(-1, -1), HERE));
        client.send(Frames.icmp(client.address, server.address, 13, 0, 1));
        assertThat(server.heard()).hasSize(1);
    }

    @Test
    void otherProtocolsAreAllowedByNumber() {
        allow(SecurityGroupRule.of(new Traffic(47, -1, -1), HERE));
        client.send(Frames.other(47, client.address, server.address));
        client.send(Frames.other(50, client.address, server.address));

        assertThat(server.heard()).containsExactly("47 10.0.0.10 > 10.0.0.11");
    }

    @Test
    void aRemovedRuleStopsNewConnectionsAtOnce() {
        allow(web());
        assertThat(syn(80)).isTrue();
        allow();

        client.tcp(server, 4_001, 80, SYN);
        assertThat(server.heard()).isEmpty();
    }

    @Test
    void aTrackedConnectionOutlivesItsRule() {
        allow(web());
        client.tcp(server, 4_000, 80, SYN);
        server.tcp(client, 80, 4_000, SYN | ACK);
        allow();
        server.heard();

        client.tcp(server, 4_000, 80, ACK);
        assertThat(server.heard()).hasSize(1);
        client.tcp(server, 4_000, 80, SYN);
        assertThat(server.heard()).as("a new one").isEmpty();
    }

    @Test
    void anUntrackedConnectionEndsWithItsRule() {
        allow(SecurityGroupRule.of(Traffic.tcp(80), Cidr.ANY));
        client.tcp(server, 4_000, 80, SYN);
        server.tcp(client, 80, 4_000, SYN | ACK);
        client.tcp(server, 4_000, 80, ACK);
        assertThat(server.heard()).hasSize(2);
        client.heard();
        allow();

        client.tcp(server, 4_000, 80, ACK);
        assertThat(server.heard()).isEmpty();
        server.tcp(client, 80, 4_000, ACK);
        assertThat(client.heard()).as("answers neither").isEmpty();

        allow(web());
        client.tcp(server, 4_000, 80, SYN);
        assertThat(server.heard()).as("allowed again").hasSize(1);
    }

    @Test
    void anIdleConnectionIsForgotten() {
        allow(web());
        client.tcp(server, 4_000, 80, SYN);
        server.tcp(client, 80, 4_000, SYN | ACK);
        allow();
        server.heard();

        lab.pass(Duration.ofDays(4));
        client.tcp(server, 4_000, 80, ACK);
        assertThat(server.heard()).hasSize(1);
        lab.pass(Duration.ofDays(6));
        client.tcp(server, 4_000, 80, ACK);
        assertThat(server.heard()).isEmpty();
        assertThat(server.eni.statistics().filter().tracked()).isZero();
    }

    @Test
    void aClosedConnectionIsForgottenSoon() {
        allow(web());
        client.tcp(server, 4_000, 80, SYN);
        server.tcp(client, 80, 4_000, SYN | ACK);
        client.tcp(server, 4_000, 80, FIN | ACK);
        server.tcp(client, 80, 4_000, FIN | ACK);
        assertThat(server.eni.statistics().filter().tracked()).isEqualTo(1);

        lab.pass(Duration.ofSeconds(12));
        assertThat(server.eni.statistics().filter().tracked()).isZero();
    }

    @Test
    void unansweredDatagramsAreForgottenSooner() {
        allow(SecurityGroupRule.of(Traffic.udp(53), HERE));
        client.udp(server, 1, 53);
        client.udp(server, 2, 53);
        server.udp(client, 53, 2);

        lab.pass(Duration.ofMinutes(1));
        assertThat(server.eni.statistics().filter().tracked()).isEqualTo(1);
        lab.pass(Duration.ofMinutes(3));
        assertThat(server.eni.statistics().filter().tracked()).isZero();
    }

    @Test
    void aFullTableMakesRoomFromConnectionsThatWereNeverAnswered() {
        allow(web());
        for (int port = 1; port <= 40; port++) {
            client.tcp(server, port, 80, SYN);
        }
        assertThat(server.heard()).hasSize(40);
        assertThat(server.eni.statistics().filter().tracked()).isLessThanOrEqualTo(16);
    }

    @Test
    void aTableFullOfAnsweredConnectionsTakesNoMore() {
        allow(web());
        for (int port = 1; port <= 20; port++) {
            client.tcp(server, port, 80, SYN);
            server.tcp(client, 80, port, SYN | ACK);
        }

        assertThat(server.heard()).hasSize(16);
        assertThat(client.eni.statistics().filter().allowanceExceeded()).isEqualTo(4);
    }

    @Test
    void complaintsAboutAConnectionNeedNoRule() {
        allow(SecurityGroupRule.of(Traffic.udp(53), HERE));
        client.udp(server, 4_000, 53);
        byte[] heard = server.frames().getFirst();
        Packet datagram = new Packet();
        datagram.read(heard, 0, heard.length);
        byte[] error = new byte[Icmp.MOST_ERROR_BYTES];
        int length =
                Icmp.unreachable(error, datagram, Frames.address(server.address), Icmp.PORT, 0);
        Bytes.put16(error, 12, 0x0800);
        servers.replaceRules(servers.ingress(), List.of());
        server.send(java.util.Arrays.copyOf(error, length));
        assertThat(client.heard()).containsExactly("icmp 10.0.0.11 > 10.0.0.10 3/3");

        Bytes.put16(error, 14 + 20 + 8 + 20 + 2, 54);
        server.send(java.util.Arrays.copyOf(error, length));
        assertThat(client.heard()).as("about nothing that was sent").isEmpty();
    }

    @Test
    void aResetEndsTheTracking() {
        allow(web());
        client.tcp(server, 4_000, 80, SYN);
        server.tcp(client, 80, 4_000, RST | ACK);
        lab.pass(Duration.ofSeconds(12));

        assertThat(client.eni.statistics().filter().tracked()).isZero();
    }
}
