package dev.tule.vnet.filter;

import dev.tule.vnet.packet.Ipv4Address;

/**
 * What passed, or did not, one way between two ends during an interval: the fields of a VPC flow
 * log record of the same names.
 *
 * @param interfaceId whose filter decided
 * @param direction flow-direction
 * @param source srcaddr
 * @param destination dstaddr
 * @param sourcePort srcport; 0 for protocols without ports
 * @param destinationPort dstport
 * @param protocol IP protocol number
 * @param packets in the interval
 * @param bytes in the interval, with IP headers
 * @param startNanos when the first packet came, on the fabric's clock
 * @param endNanos when the last packet came
 * @param accepted action: ACCEPT or REJECT
 * @param tcpFlags tcp-flags: all that were seen, or-ed
 */
public record FlowRecord(
        String interfaceId,
        Direction direction,
        Ipv4Address source,
        Ipv4Address destination,
        int sourcePort,
        int destinationPort,
        int protocol,
        long packets,
        long bytes,
        long startNanos,
        long endNanos,
        boolean accepted,
        int tcpFlags) {}
