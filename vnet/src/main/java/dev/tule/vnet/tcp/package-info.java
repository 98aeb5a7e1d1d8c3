/**
 * A TCP of our own, for connections that end in this process: services inside a VPC, published
 * ports, and what machines open to the outside.
 *
 * <p>Threads: segments arrive on the thread that reads the link, deadlines on the ticker's, and an
 * application reads and writes on threads of its own. Each {@link dev.tule.vnet.tcp.TcpConnection}
 * has a lock for all of them; a {@link dev.tule.vnet.tcp.TcpStack}'s table has one, taken after it,
 * and its output one, taken last.
 *
 * <p>Specifications: <a href="https://www.rfc-editor.org/rfc/rfc9293">RFC 9293</a> (TCP), <a
 * href="https://www.rfc-editor.org/rfc/rfc6298">RFC 6298</a> (retransmission timer), <a
 * href="https://www.rfc-editor.org/rfc/rfc5681">RFC 5681</a> and <a
 * href="https://www.rfc-editor.org/rfc/rfc6582">RFC 6582</a> (congestion control, NewReno), <a
 * href="https://www.rfc-editor.org/rfc/rfc6928">RFC 6928</a> (initial window), <a
 * href="https://www.rfc-editor.org/rfc/rfc7323#section-2">RFC 7323, 2</a> (window scale), <a
 * href="https://www.rfc-editor.org/rfc/rfc5961">RFC 5961</a> (challenge acknowledgments). Not
 * spoken: selective acknowledgments, timestamps, urgent data.
 */
@NullMarked
package dev.tule.vnet.tcp;

import org.jspecify.annotations.NullMarked;
