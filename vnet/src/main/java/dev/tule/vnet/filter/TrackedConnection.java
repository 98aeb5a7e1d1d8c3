package dev.tule.vnet.filter;

import dev.tule.vnet.flow.FlowTable;
import dev.tule.vnet.packet.Ipv4;
import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.packet.TcpHeader;

/**
 * A conversation that an interface's filter has let through, from either side. Guarded by the
 * filter's lock.
 */
final class TrackedConnection extends FlowTable.Entry {
    private static final int INGRESS_FIN = 1;
    private static final int EGRESS_FIN = 2;

    /** Who sent the first packet. */
    final Direction initiator;

    /** The remote address as rules see it, which for a published port is not the packets' own. */
    final int ruleRemote;

    /** At which epoch the rules last allowed it. */
    long epoch;

    /** False when every change of rules is to be applied: AWS's untracked connections. */
    boolean tracked = true;

    /** The rules that allowed an untracked connection are gone: its packets no longer pass. */
    boolean interrupted;

    long lastSeen;
    final FlowCounter ingress = new FlowCounter();
    final FlowCounter egress = new FlowCounter();

    private boolean answered;
    private boolean reset;
    private int finished;

    TrackedConnection(Direction initiator, int ruleRemote, long epoch) {
        this.initiator = initiator;
        this.ruleRemote = ruleRemote;
        this.epoch = epoch;
    }

    void passed(Direction direction, Packet packet, int tcpFlags, long now) {
        (direction == Direction.INGRESS ? ingress : egress).count(packet, tcpFlags, now);
        lastSeen = now;
        if (direction != initiator) {
            answered = true;
        }
        if (tcpFlags != 0) {
            reset |= (tcpFlags & TcpHeader.RST) != 0;
            if ((tcpFlags & TcpHeader.FIN) != 0) {
                finished |= direction == Direction.INGRESS ? INGRESS_FIN : EGRESS_FIN;
            }
        }
    }

    boolean isOpening() {
        return !answered;
    }

    boolean isExpired(long now, IdleLimits limits) {
        return now - lastSeen > idleNanos(limits);
    }

    private long idleNanos(IdleLimits limits) {
        return switch (protocol()) {
            case Ipv4.TCP -> {
                if (reset || interrupted || finished == (INGRESS_FIN | EGRESS_FIN)) {
                    yield limits.tcpClosing;
                }
                yield answered ? limits.tcpEstablished : limits.tcpOpening;
            }
            case Ipv4.UDP -> answered && !interrupted ? limits.udpStream : limits.udp;
            case Ipv4.ICMP -> limits.icmp;
            default -> limits.other;
        };
    }

    /** {@link TrackingTimeouts} in nanoseconds. */
    static final class IdleLimits {
        final long tcpOpening;
        final long tcpEstablished;
        final long tcpClosing;
        final long udp;
        final long udpStream;
        final long icmp;
        final long other;

        IdleLimits(TrackingTimeouts timeouts) {
            tcpOpening = timeouts.tcpOpening().toNanos();
            tcpEstablished = timeouts.tcpEstablished().toNanos();
            tcpClosing = timeouts.tcpClosing().toNanos();
            udp = timeouts.udp().toNanos();
            udpStream = timeouts.udpStream().toNanos();
            icmp = timeouts.icmp().toNanos();
            other = timeouts.other().toNanos();
        }
    }
}
