package dev.tule.vnet;

import dev.tule.vnet.filter.NetworkAcl;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;

/**
 * A part of a VPC's addresses, with a route table and a network ACL, which may be exchanged at any
 * time. Its first four addresses and its last are reserved, as on AWS; the first after the base is
 * the router's. Safe for use by many threads.
 */
public final class Subnet {
    private final String id;
    private final Cidr range;
    private volatile RouteTable routeTable;
    private volatile NetworkAcl acl;

    Subnet(String id, Cidr range, RouteTable routeTable, NetworkAcl acl) {
        this.id = id;
        this.range = range;
        this.routeTable = routeTable;
        this.acl = acl;
    }

    public String id() {
        return id;
    }

    public Cidr range() {
        return range;
    }

    /** The router's address, which machines have as their gateway. */
    public Ipv4Address router() {
        return range.base().plus(1);
    }

    public RouteTable routeTable() {
        return routeTable;
    }

    public void replaceRouteTable(RouteTable changed) {
        routeTable = changed;
    }

    public NetworkAcl acl() {
        return acl;
    }

    public void replaceAcl(NetworkAcl changed) {
        acl = changed;
    }

    /** Whether an address may be given to an interface. */
    public boolean isAssignable(Ipv4Address address) {
        int offset = address.bits() - range.base().bits();
        int last = ~range.mask();
        return range.contains(address) && offset >= 4 && offset != last;
    }

    @Override
    public String toString() {
        return id;
    }
}
