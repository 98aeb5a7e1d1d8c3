package dev.tule.vnet.filter;

import dev.tule.vnet.flow.FlowTable;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.Packet;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what flow records are made of. Accepted traffic is counted where it is tracked, rejected
 * traffic here. Guarded by the filter's lock.
 */
final class FlowJournal {
    private final String interfaceId;
    private final boolean recording;
    private final int mostEnded;
    private final FlowTable<RejectedFlow> rejected;
    private final List<FlowRecord> ended = new ArrayList<>();
    private long unrecorded;

    FlowJournal(String interfaceId, FilterConfig config, boolean recording, long salt) {
        this.interfaceId = interfaceId;
        this.recording = recording;
        this.mostEnded = config.mostTracked();
        this.rejected = new FlowTable<>(config.mostRejected(), salt);
    }

    long unrecorded() {
        return unrecorded;
    }

    void rejected(Direction direction, Packet packet, long now) {
        if (!recording) {
            return;
        }
        boolean out = direction == Direction.EGRESS;
        long addresses =
                out
                        ? FlowTable.addresses(packet.source(), packet.destination())
                        : FlowTable.addresses(packet.destination(), packet.source());
        long ports =
                out
                        ? FlowTable.ports(
                                packet.protocol(), packet.sourcePort(), packet.destinationPort())
                        : FlowTable.ports(
                                packet.protocol(), packet.destinationPort(), packet.sourcePort());
        RejectedFlow flow = rejected.get(addresses, ports);
        if (flow == null) {
            if (rejected.isFull()) {
                unrecorded++;
                return;
            }
            flow = new RejectedFlow();
            rejected.put(addresses, ports, flow);
        }
        int flags = packet.isTcp() && !packet.isLaterFragment() ? packet.tcpFlags() : 0;
        (out ? flow.egress : flow.ingress).count(packet, flags, now);
    }

    /** A connection leaves the table: what it carried since the last records is kept for them. */
    void ended(TrackedConnection connection) {
        if (!recording) {
            return;
        }
        if (ended.size() >= mostEnded) {
            unrecorded++;
            return;
        }
        record(ended, connection, connection.ingress, connection.egress, true);
    }

    List<FlowRecord> take(FlowTable<TrackedConnection> connections) {
        if (!recording) {
            return List.of();
        }
        List<FlowRecord> records = new ArrayList<>(ended);
        ended.clear();
        connections.removeIf(
                each -> {
                    record(records, each, each.ingress, each.egress, true);
                    return false;
                });
        rejected.removeIf(
                each -> {
                    record(records, each, each.ingress, each.egress, false);
                    return true;
                });
        return records;
    }

    private void record(
            List<FlowRecord> to,
            FlowTable.Entry flow,
            FlowCounter ingress,
            FlowCounter egress,
            boolean accepted) {
        add(to, flow, Direction.INGRESS, ingress, accepted);
        add(to, flow, Direction.EGRESS, egress, accepted);
    }

    private void add(
            List<FlowRecord> to,
            FlowTable.Entry flow,
            Direction direction,
            FlowCounter counter,
            boolean accepted) {
        if (counter.packets == 0) {
            return;
        }
        boolean out = direction == Direction.EGRESS;
        to.add(
                new FlowRecord(
                        interfaceId,
                        direction,
                        new Ipv4Address(out ? flow.local() : flow.remote()),
                        new Ipv4Address(out ? flow.remote() : flow.local()),
                        out ? flow.localPort() : flow.remotePort(),
                        out ? flow.remotePort() : flow.localPort(),
                        flow.protocol(),
                        counter.packets,
                        counter.bytes,
                        counter.first,
                        counter.last,
                        accepted,
                        counter.tcpFlags));
        counter.clear();
    }
}
