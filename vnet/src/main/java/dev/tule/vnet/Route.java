package dev.tule.vnet;

import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;

/** Where packets to a range of addresses go. */
public record Route(Cidr destination, Target target) {
    /** What a route leads to. */
    public sealed interface Target {}

    /** The interfaces of the VPC, each by its own addresses. */
    public record Local() implements Target {}

    /** The outside, for interfaces that have a public address. */
    public record InternetGateway(String id) implements Target {}

    /**
     * The outside, for interfaces without a public address.
     *
     * @param publicAddress by which elastic addresses see those behind the gateway
     */
    public record NatGateway(String id, Ipv4Address publicAddress) implements Target {}

    /** One interface, whatever addresses it has: an appliance that forwards. */
    public record ToInterface(NetworkInterface appliance) implements Target {}

    /** Nowhere. */
    public record Blackhole() implements Target {}

    public static final Local LOCAL = new Local();
    public static final Blackhole BLACKHOLE = new Blackhole();
}
