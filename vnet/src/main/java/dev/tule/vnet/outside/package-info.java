/**
 * Between the machines and the host's network, by the host's ordinary sockets: {@link
 * dev.tule.vnet.outside.PublishedPort} lets the host in, {@link dev.tule.vnet.outside.HostNetwork}
 * lets machines out, as far as an {@link dev.tule.vnet.outside.OutsidePolicy} allows.
 *
 * <p>Threads: a virtual thread for each direction of a relayed connection, and for each published
 * port and each datagram socket. Their numbers are limited.
 */
@NullMarked
package dev.tule.vnet.outside;

import org.jspecify.annotations.NullMarked;
