package dev.tule.vnet.filter;

import dev.tule.vnet.packet.Packet;

/** What one way of a conversation has carried since the last record. */
final class FlowCounter {
    long packets;
    long bytes;
    int tcpFlags;
    long first;
    long last;

    void count(Packet packet, int flags, long now) {
        if (packets == 0) {
            first = now;
        }
        last = now;
        packets++;
        bytes += packet.packetLength();
        tcpFlags |= flags;
    }

    void clear() {
        packets = 0;
        bytes = 0;
        tcpFlags = 0;
    }
}
