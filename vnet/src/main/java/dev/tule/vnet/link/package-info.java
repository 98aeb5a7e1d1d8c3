/**
 * Links: what joins a network interface to the machine at its other end, and carries Ethernet
 * frames both ways.
 *
 * <p>Threads: a few {@link dev.tule.vnet.link.Lanes lanes}, each a platform thread with a selector,
 * read all links; a link stays on one lane for life. The lane that reads a frame takes it all the
 * way into the bounded queue of the link that it leaves by. Whoever has filled a queue writes it to
 * its socket, without blocking; what the socket does not take waits for its own lane. So no reader
 * ever waits for a receiver, two machines' streams use two processors, and a frame passes from
 * machine to machine without changing threads.
 */
@NullMarked
package dev.tule.vnet.link;

import org.jspecify.annotations.NullMarked;
