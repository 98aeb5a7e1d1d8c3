package dev.tule.vnet;

import dev.tule.vnet.packet.Ipv4Address;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Public addresses, each of which stands for one private address of one interface (<a
 * href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html">elastic
 * IP addresses</a>). Safe for use by many threads.
 */
public final class ElasticAddresses {
    private volatile Map<Ipv4Address, Association> byPublic = Map.of();
    private volatile Map<Key, Ipv4Address> byPrivate = Map.of();

    /** What a public address stands for. */
    public record Association(NetworkInterface to, Ipv4Address privateAddress) {}

    private record Key(NetworkInterface of, Ipv4Address privateAddress) {}

    /** Lets a public address stand for a private one; what either stood for before is forgotten. */
    public synchronized void associate(
            Ipv4Address publicAddress, NetworkInterface to, Ipv4Address privateAddress) {
        Map<Ipv4Address, Association> changed = new HashMap<>(byPublic);
        changed.values().removeIf(new Association(to, privateAddress)::equals);
        changed.put(publicAddress, new Association(to, privateAddress));
        publish(changed);
    }

    public synchronized void disassociate(Ipv4Address publicAddress) {
        Map<Ipv4Address, Association> changed = new HashMap<>(byPublic);
        changed.remove(publicAddress);
        publish(changed);
    }

    synchronized void forget(NetworkInterface gone) {
        Map<Ipv4Address, Association> changed = new HashMap<>(byPublic);
        changed.values().removeIf(each -> each.to.equals(gone));
        publish(changed);
    }

    private synchronized void publish(Map<Ipv4Address, Association> changed) {
        Map<Key, Ipv4Address> reversed = new HashMap<>();
        changed.forEach(
                (address, each) -> reversed.put(new Key(each.to, each.privateAddress), address));
        byPublic = Map.copyOf(changed);
        byPrivate = Map.copyOf(reversed);
    }

    /** What a public address stands for, if anything. */
    public @Nullable Association find(Ipv4Address publicAddress) {
        return byPublic.get(publicAddress);
    }

    /** The public address of an interface's private one, if it has one. */
    public @Nullable Ipv4Address publicAddress(NetworkInterface of, Ipv4Address privateAddress) {
        return byPrivate.get(new Key(of, privateAddress));
    }
}
