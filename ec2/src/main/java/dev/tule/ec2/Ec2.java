package dev.tule.ec2;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.ServedApi;
import dev.tule.ec2.resource.Place;
import dev.tule.store.Store;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** EC2 over a store: the part that a server registers. Safe for use by many threads. */
public final class Ec2 implements AutoCloseable {
    private static final String NAME = "ec2";

    private final Store store;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<AccountRegion, Ec2Service> services = new ConcurrentHashMap<>();

    private Ec2(Store store, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /**
     * EC2 over a store, which stays the caller's to close, after this.
     *
     * @param random what identifiers and keys are made of; unpredictable, safe for many threads
     */
    public static Ec2 open(Store store, InstantSource clock, RandomGenerator random) {
        return new Ec2(store, clock, random);
    }

    /**
     * The service of an account and region: the same object each time. Not the caller's to close.
     */
    public Ec2Client client(AccountRegion where) {
        return services.computeIfAbsent(
                where, _ -> new Ec2Service(new Place(where, store, clock, random)));
    }

    /** The API, for the front door to serve. */
    public ServedApi.Sdk<Ec2Client> api() {
        return new ServedApi.Sdk<>(NAME, NAME, Ec2Client.class, this::client, Ec2::resource);
    }

    /** Many actions name several resources, or none until they are done. */
    private static String resource(AccountRegion where, String operation, SdkRequest request) {
        return "*";
    }

    @Override
    public void close() {
        services.values().forEach(Ec2Service::close);
    }
}
