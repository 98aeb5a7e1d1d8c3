package dev.tule.vnet;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.vnet.filter.Epoch;
import dev.tule.vnet.filter.NetworkAcl;
import dev.tule.vnet.filter.SecurityGroup;
import dev.tule.vnet.link.Link;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A network of its own: its addresses mean nothing in another VPC, and nothing leads from one to
 * another but public addresses. Safe for use by many threads.
 */
public final class Vpc {
    private final String id;
    private final Cidr range;
    private final Fabric fabric;
    private final Epoch epoch = new Epoch();
    private final Map<String, SecurityGroup> groups = new ConcurrentHashMap<>();
    private final Map<Endpoint, InterfaceService.Tcp> tcpServices = new ConcurrentHashMap<>();
    private final Map<Endpoint, InterfaceService.Udp> udpServices = new ConcurrentHashMap<>();

    @GuardedBy("this")
    private final Map<Integer, NetworkInterface> plugged = new HashMap<>();

    @GuardedBy("this")
    private final Map<String, Subnet> subnets = new HashMap<>();

    private volatile AddressMap addresses = AddressMap.EMPTY;

    private record Endpoint(int address, int port) {}

    Vpc(String id, Cidr range, Fabric fabric) {
        this.id = id;
        this.range = range;
        this.fabric = fabric;
    }

    public String id() {
        return id;
    }

    public Cidr range() {
        return range;
    }

    /** Where the VPC's DNS resolver answers: the base of its addresses, plus two. */
    public Ipv4Address resolver() {
        return range.base().plus(2);
    }

    Fabric fabric() {
        return fabric;
    }

    Epoch epoch() {
        return epoch;
    }

    /**
     * @throws IllegalArgumentException when the range is not within the VPC's, or overlaps another
     *     subnet's
     */
    public synchronized Subnet createSubnet(
            String subnetId, Cidr subnetRange, RouteTable routeTable, NetworkAcl acl) {
        if (!range.contains(subnetRange)) {
            throw new IllegalArgumentException(subnetRange + " is not within " + range);
        }
        for (Subnet other : subnets.values()) {
            if (other.range().overlaps(subnetRange)) {
                throw new IllegalArgumentException(subnetRange + " overlaps " + other.range());
            }
        }
        Subnet made = new Subnet(subnetId, subnetRange, routeTable, acl);
        subnets.put(subnetId, made);
        return made;
    }

    /**
     * @throws IllegalStateException while interfaces are in it
     */
    public synchronized void deleteSubnet(Subnet subnet) {
        for (NetworkInterface each : plugged.values()) {
            if (each.subnet().equals(subnet)) {
                throw new IllegalStateException(each.id() + " is in " + subnet);
            }
        }
        subnets.remove(subnet.id());
    }

    /** The group of an id, made without rules when it isn't there. */
    public SecurityGroup securityGroup(String groupId) {
        return groups.computeIfAbsent(groupId, made -> new SecurityGroup(made, epoch));
    }

    /** Forgets a group, which takes no rules from the interfaces that carry it still. */
    public void deleteSecurityGroup(String groupId) {
        groups.remove(groupId);
    }

    /**
     * Makes an interface at a link, and opens it.
     *
     * @throws IllegalArgumentException when an address is taken
     */
    public NetworkInterface plug(InterfaceConfig config, Link link) {
        NetworkInterface made = new NetworkInterface(this, config, link);
        synchronized (this) {
            Set<Integer> wanted = new HashSet<>();
            for (Ipv4Address address : config.addresses()) {
                if (plugged.containsKey(address.bits()) || !wanted.add(address.bits())) {
                    throw new IllegalArgumentException(address + " is taken");
                }
            }
            wanted.forEach(address -> plugged.put(address, made));
            addresses = new AddressMap(plugged);
        }
        epoch.advance();
        made.open();
        return made;
    }

    void replaceAddresses(NetworkInterface of, List<Ipv4Address> changed) {
        synchronized (this) {
            Set<Integer> wanted = new HashSet<>();
            for (Ipv4Address address : changed) {
                NetworkInterface holder = plugged.get(address.bits());
                if ((holder != null && !holder.equals(of)) || !wanted.add(address.bits())) {
                    throw new IllegalArgumentException(address + " is taken");
                }
            }
            plugged.values().removeIf(of::equals);
            wanted.forEach(address -> plugged.put(address, of));
            addresses = new AddressMap(plugged);
        }
        epoch.advance();
    }

    void unplug(NetworkInterface gone) {
        synchronized (this) {
            plugged.values().removeIf(gone::equals);
            addresses = new AddressMap(plugged);
        }
        fabric.elasticAddresses().forget(gone);
        epoch.advance();
    }

    /** The interface that has a private address. */
    public @Nullable NetworkInterface find(Ipv4Address address) {
        return find(address.bits());
    }

    @Nullable NetworkInterface find(int address) {
        return addresses.get(address);
    }

    /** All interfaces, in no order. */
    public synchronized List<NetworkInterface> interfaces() {
        return new ArrayList<>(new HashSet<>(plugged.values()));
    }

    /**
     * Answers TCP connections to a link-local address, to the resolver's or to a subnet's router.
     */
    public void serveTcp(Ipv4Address address, int port, InterfaceService.Tcp service) {
        tcpServices.put(new Endpoint(address.bits(), port), service);
    }

    /** As {@link #serveTcp}, for UDP. */
    public void serveUdp(Ipv4Address address, int port, InterfaceService.Udp service) {
        udpServices.put(new Endpoint(address.bits(), port), service);
    }

    InterfaceService.@Nullable Tcp tcpService(int address, int port) {
        return tcpServices.get(new Endpoint(address, port));
    }

    InterfaceService.@Nullable Udp udpService(int address, int port) {
        return udpServices.get(new Endpoint(address, port));
    }

    @Override
    public String toString() {
        return id;
    }
}
