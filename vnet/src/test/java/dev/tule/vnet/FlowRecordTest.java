package dev.tule.vnet;

import static dev.tule.vnet.packet.TcpHeader.ACK;
import static dev.tule.vnet.packet.TcpHeader.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.vnet.filter.Direction;
import dev.tule.vnet.filter.FlowRecord;
import dev.tule.vnet.filter.SecurityGroupRule;
import dev.tule.vnet.filter.Traffic;
import dev.tule.vnet.packet.Cidr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the flow log is told. */
class FlowRecordTest {
    private final List<FlowRecord> log = new ArrayList<>();
    private final Laboratory lab =
            new Laboratory(FabricConfig.DEFAULT.withFlowLog(log::add, Duration.ofMinutes(1)));
    private final FakeMachine a = lab.machine("10.0.0.10", lab.group("sg-a"));
    private final FakeMachine b =
            lab.machine(
                    "10.0.0.11",
                    lab.group("sg-b", SecurityGroupRule.of(Traffic.tcp(80), Cidr.ANY)));

    private List<String> recordsOf(FakeMachine machine) {
        List<String> records =
                log.stream()
                        .filter(each -> each.interfaceId().equals(machine.eni.id()))
                        .map(FlowRecordTest::text)
                        .toList();
        return records;
    }

    private static String text(FlowRecord record) {
        return "%s %s:%d > %s:%d %d packets %d bytes %s"
                .formatted(
                        record.direction() == Direction.INGRESS ? "in" : "out",
                        record.source(),
                        record.sourcePort(),
                        record.destination(),
                        record.destinationPort(),
                        record.packets(),
                        record.bytes(),
                        record.accepted() ? "ACCEPT" : "REJECT");
    }

    @Test
    void bothWaysOfAnAcceptedConnectionAreToldOnceAnInterval() {
        a.tcp(b, 4_000, 80, SYN);
        b.tcp(a, 80, 4_000, SYN | ACK);
        a.tcp(b, 4_000, 80, ACK);
        assertThat(log).isEmpty();
        lab.pass(Duration.ofSeconds(61));

        assertThat(recordsOf(b))
                .containsExactly(
                        "in 10.0.0.10:4000 > 10.0.0.11:80 2 packets 80 bytes ACCEPT",
                        "out 10.0.0.11:80 > 10.0.0.10:4000 1 packets 40 bytes ACCEPT");
        assertThat(recordsOf(a)).hasSize(2);
        lab.pass(Duration.ofSeconds(61));
        assertThat(recordsOf(b)).as("nothing new").hasSize(2);
    }

    @Test
    void whatIsRejectedIsToldWhereItWas() {
        a.tcp(b, 4_000, 81, SYN);
        a.tcp(b, 4_000, 81, SYN);
        lab.pass(Duration.ofSeconds(61));

        assertThat(recordsOf(b))
                .containsExactly("in 10.0.0.10:4000 > 10.0.0.11:81 2 packets 80 bytes REJECT");
        assertThat(recordsOf(a))
                .containsExactly("out 10.0.0.10:4000 > 10.0.0.11:81 2 packets 80 bytes ACCEPT");
    }

    @Test
    void anInterfaceThatGoesAwayTellsWhatItKnows() {
        a.tcp(b, 4_000, 80, SYN);
        b.eni.close();

        assertThat(recordsOf(b)).hasSize(1);
    }
}
