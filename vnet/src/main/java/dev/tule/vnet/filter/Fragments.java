package dev.tule.vnet.filter;

import dev.tule.vnet.flow.FlowTable;
import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Lets the later fragments of a packet follow its first, which alone shows ports. Nothing is put
 * together here: machines do that. Later fragments that come before their first are dropped, as are
 * those that could write over the header that was looked at (<a
 * href="https://www.rfc-editor.org/rfc/rfc1858#section-3">RFC 1858, 3</a>). Guarded by the filter's
 * lock.
 */
final class Fragments {
    private static final int MOST = 256;
    private static final long LIFE_NANOS = 30_000_000_000L;
    private static final int BUCKETS_TO_SEARCH = 16;

    private final FlowTable<FragmentedPacket> following;

    Fragments(long salt) {
        this.following = new FlowTable<>(MOST, salt);
    }

    private static long addresses(Packet packet) {
        return FlowTable.addresses(packet.source(), packet.destination());
    }

    private static long ports(Packet packet) {
        return FlowTable.ports(packet.protocol(), packet.identification(), 0);
    }

    /** The first fragment of a packet has passed. */
    void first(Packet packet, TrackedConnection connection, long now) {
        FragmentedPacket before = following.get(addresses(packet), ports(packet));
        if (before != null) {
            following.remove(before);
        }
        if (following.isFull()) {
            following.removeSome(BUCKETS_TO_SEARCH, each -> now > each.expires);
        }
        if (!following.isFull()) {
            FragmentedPacket added = new FragmentedPacket(connection, now + LIFE_NANOS);
            following.put(addresses(packet), ports(packet), added);
        }
    }

    /** What a later fragment belongs to, or null when it may not pass. */
    @Nullable TrackedConnection later(Packet packet, long now) {
        if (packet.fragmentOffset() < TcpHeader.HEADER_BYTES) {
            return null;
        }
        FragmentedPacket first = following.get(addresses(packet), ports(packet));
        return first == null || now > first.expires ? null : first.connection;
    }

    void expire(long now) {
        following.removeIf(each -> now > each.expires);
    }
}
