package dev.tule.vnet.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.vnet.DnsBench;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.packet.Ipv4Address;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Questions as machines put them, and what comes back. */
class ResolverTest {
    private static DnsAnswer find(DnsQuestion question, NetworkInterface from) {
        return switch (question.name()) {
            case "ip-10-0-0-11.ec2.internal" ->
                    new DnsAnswer.Addresses(List.of(Ipv4Address.of("10.0.0.11")));
            case "me.internal" -> new DnsAnswer.Addresses(List.of(from.address()));
            case "11.0.0.10.in-addr.arpa" -> new DnsAnswer.Name("ip-10-0-0-11.ec2.internal");
            case "example.com" -> new DnsAnswer.NotOurs();
            default -> new DnsAnswer.NoSuchName();
        };
    }

    private final DnsBench bench = new DnsBench(new Resolver(ResolverTest::find, Upstream.NONE));

    @Test
    void aPrivateNameIsAnsweredAtBothAddresses() {
        assertThat(bench.ask("10.0.0.2", "ip-10-0-0-11.ec2.internal", DnsQuestion.A))
                .isEqualTo("NOERROR 10.0.0.11");
        assertThat(bench.ask("169.254.169.253", "IP-10-0-0-11.EC2.internal", DnsQuestion.A))
                .isEqualTo("NOERROR 10.0.0.11");
    }

    @Test
    void theAnswerMayDependOnWhoAsks() {
        assertThat(bench.ask("10.0.0.2", "me.internal", DnsQuestion.A))
                .isEqualTo("NOERROR 10.0.0.10");
    }

    @Test
    void aNameWithoutTheTypeAskedForHasNoRecords() {
        assertThat(bench.ask("10.0.0.2", "me.internal", DnsQuestion.AAAA)).isEqualTo("NOERROR");
    }

    @Test
    void anAddressHasAName() {
        assertThat(bench.ask("10.0.0.2", "11.0.0.10.in-addr.arpa", DnsQuestion.PTR))
                .startsWith("NOERROR ");
    }

    @Test
    void whatIsOursAndUnknownDoesNotExist() {
        assertThat(bench.ask("10.0.0.2", "nobody.internal", DnsQuestion.A)).isEqualTo("NXDOMAIN");
    }

    @Test
    void whatIsNotOursIsRefusedUnlessAllowed() {
        assertThat(bench.ask("10.0.0.2", "example.com", DnsQuestion.A)).isEqualTo("REFUSED");
    }

    @Test
    void aStrangeNameIsAFormatError() {
        assertThat(bench.ask("10.0.0.2", "a b.internal", DnsQuestion.A)).isEqualTo("FORMERR");
    }
}
