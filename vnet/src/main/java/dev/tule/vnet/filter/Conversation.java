package dev.tule.vnet.filter;

import dev.tule.vnet.flow.FlowTable;

/**
 * The two ends of a connection, seen from a network interface.
 *
 * @param local the interface's address
 * @param remote the other end's
 */
public record Conversation(int protocol, int local, int localPort, int remote, int remotePort) {
    long addresses() {
        return FlowTable.addresses(local, remote);
    }

    long ports() {
        return FlowTable.ports(protocol, localPort, remotePort);
    }
}
