package dev.tule.ec2.network;

import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;

/**
 * The networks of an account and region, as the rooms that describe and change them work with them.
 * Safe for use by many threads.
 */
public final class Network {
    private final Place place;
    private final Foundation foundation;
    private final PublicAddresses publicAddresses;
    private final InterfaceRows interfaces;
    private final ElasticAddressRows elasticAddresses;
    private final InstanceNetwork instances;
    private final Runnable follow;

    /**
     * The networks of a place; at its first use the default VPC is made.
     *
     * @param live what makes machines see the place's rows, and again each time it is run
     */
    public Network(Place place, Function<Place, Runnable> live) {
        this.place = place;
        this.foundation = new Foundation(place);
        this.publicAddresses = PublicAddresses.of(place);
        this.interfaces = new InterfaceRows(place, publicAddresses);
        this.elasticAddresses = new ElasticAddressRows(place, interfaces);
        this.instances = new InstanceInterfaces(interfaces, elasticAddresses);
        foundation.layOnce();
        this.follow = live.apply(place);
    }

    public Place place() {
        return place;
    }

    public Foundation foundation() {
        return foundation;
    }

    /** An elastic address that stands for nothing yet. */
    public Address newAddress(Snapshot rows) {
        return Address.builder()
                .allocationId(place.newId(Kind.ELASTIC_IP))
                .publicIp(publicAddresses.free(rows))
                .domain("vpc")
                .publicIpv4Pool("amazon")
                .networkBorderGroup(place.region())
                .build();
    }

    public InterfaceRows interfaces() {
        return interfaces;
    }

    public ElasticAddressRows elasticAddresses() {
        return elasticAddresses;
    }

    /** The part that instances are concerned with. */
    public InstanceNetwork instances() {
        return instances;
    }

    public <T extends @Nullable Object> T read(Function<Snapshot, T> body) {
        return place.read(body);
    }

    /** Changes rows; when it returns, machines see the change. */
    public void change(Consumer<Transaction> body) {
        place.change(body);
        follow.run();
    }

    /** As {@link #change}, with a result. */
    public <T extends @Nullable Object> T transact(Function<Transaction, T> body) {
        T result = place.transact(body);
        follow.run();
        return result;
    }
}
