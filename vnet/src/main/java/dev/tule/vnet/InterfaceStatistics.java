package dev.tule.vnet;

import dev.tule.vnet.filter.FilterStatistics;
import dev.tule.vnet.link.LinkStatistics;
import dev.tule.vnet.tcp.TcpStatistics;

/**
 * What an interface has seen since it was made.
 *
 * @param router the connections that end at its router
 * @param malformed frames that made no sense
 * @param unsupported frames and packets that aren't carried: IPv6, multicast and so on
 * @param spoofed packets stopped by the source/destination check
 * @param unroutable packets that no route leads on, or to an address that nobody has
 * @param rejected packets that groups, ACLs or the tracking allowance stopped, from here or to here
 * @param tooBig packets beyond the other interface's MTU
 */
public record InterfaceStatistics(
        LinkStatistics link,
        FilterStatistics filter,
        TcpStatistics router,
        long malformed,
        long unsupported,
        long spoofed,
        long unroutable,
        long rejected,
        long tooBig) {}
