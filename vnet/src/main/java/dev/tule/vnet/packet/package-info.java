/**
 * The bytes of frames: where each field lies, how it is checked and how it is changed. Headers are
 * not objects: a {@link dev.tule.vnet.packet.Packet} is a view that is moved from frame to frame,
 * and the other classes are functions over arrays.
 *
 * <p>Nothing here throws for what a machine sent: it says that the frame is malformed. No threads.
 *
 * <p>Specifications: <a href="https://www.rfc-editor.org/rfc/rfc894">RFC 894</a> (IPv4 over
 * Ethernet), <a href="https://www.rfc-editor.org/rfc/rfc826">RFC 826</a> (ARP), <a
 * href="https://www.rfc-editor.org/rfc/rfc791">RFC 791</a> (IPv4), <a
 * href="https://www.rfc-editor.org/rfc/rfc792">RFC 792</a> (ICMP), <a
 * href="https://www.rfc-editor.org/rfc/rfc768">RFC 768</a> (UDP), <a
 * href="https://www.rfc-editor.org/rfc/rfc9293">RFC 9293</a> (TCP), <a
 * href="https://www.rfc-editor.org/rfc/rfc2131">RFC 2131</a> (DHCP).
 */
@NullMarked
package dev.tule.vnet.packet;

import org.jspecify.annotations.NullMarked;
