package dev.tule.vnet.dns;

import dev.tule.vnet.packet.Ipv4Address;
import java.util.List;

/** What the owner of the private names knows about a question. */
public sealed interface DnsAnswer {
    /** The addresses of a name; at most 64 are told. Without any, the name has no address. */
    record Addresses(List<Ipv4Address> addresses) implements DnsAnswer {}

    /** The name of an address, asked for under {@code in-addr.arpa}. */
    record Name(String name) implements DnsAnswer {}

    /** The name is ours, and doesn't exist: NXDOMAIN. */
    record NoSuchName() implements DnsAnswer {}

    /** The name is not ours: the outside may know. */
    record NotOurs() implements DnsAnswer {}
}
