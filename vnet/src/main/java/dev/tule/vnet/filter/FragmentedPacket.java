package dev.tule.vnet.filter;

import dev.tule.vnet.flow.FlowTable;

/** The first fragment of a packet has passed: those that follow it may. */
final class FragmentedPacket extends FlowTable.Entry {
    final TrackedConnection connection;
    final long expires;

    FragmentedPacket(TrackedConnection connection, long expires) {
        this.connection = connection;
        this.expires = expires;
    }
}
