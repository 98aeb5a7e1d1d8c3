package dev.tule.vnet;

import dev.tule.vnet.packet.Ipv4Address;
import java.util.function.Consumer;

/**
 * A UDP datagram that a machine sent to a service.
 *
 * @param destination the address that it was sent to
 * @param payload the service's own copy
 * @param answer sends a datagram back; may be called later, by any thread, and drops what is longer
 *     than the interface's MTU
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Datagram(
        Ipv4Address source,
        int sourcePort,
        Ipv4Address destination,
        int destinationPort,
        byte[] payload,
        Consumer<byte[]> answer) {}
