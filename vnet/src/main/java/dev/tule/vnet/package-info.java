/**
 * The network of virtual machines, in user space: VPCs with subnets, route tables, security groups,
 * network ACLs and elastic addresses, between {@link dev.tule.vnet.link.Link links} that carry
 * Ethernet frames. It knows nothing of AWS's API, nor of who is at the other end of a link. It
 * needs no privilege of the operating system.
 *
 * <p>As on EC2, every {@link dev.tule.vnet.NetworkInterface} is a link of its own to a router: the
 * router answers every ARP request with its own address, is the DHCP server, and carries IPv4
 * packets between interfaces after their filters were asked. There is no broadcast, no multicast
 * and no IPv6. Traffic to the addresses 169.254.0.0/16 and to the VPC's DNS address is answered by
 * services in this process; the interface that it came from says who asks.
 *
 * <p>Threads: see {@link dev.tule.vnet.link}; and one ticker, for what is due later. What describes
 * the network (routes, rules, addresses) is immutable and replaced whole, so that forwarding reads
 * it without locks. Locks are taken in this order: a TCP connection, its stack's output, an
 * interface's filter, a link's queue. Every packet ends in a queue, so none is taken twice.
 */
@NullMarked
package dev.tule.vnet;

import org.jspecify.annotations.NullMarked;
