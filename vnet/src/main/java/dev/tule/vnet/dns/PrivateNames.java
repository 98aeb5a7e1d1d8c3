package dev.tule.vnet.dns;

import dev.tule.vnet.NetworkInterface;

/** The names that a VPC's machines may ask for: the hook behind a {@link Resolver}. */
@FunctionalInterface
public interface PrivateNames {
    /**
     * Answers a question. Called on the thread that reads the link, so from memory.
     *
     * @param from who asks
     */
    DnsAnswer find(DnsQuestion question, NetworkInterface from);
}
