package dev.tule.elb.plane;

import dev.tule.aws.AccountRegion;
import dev.tule.http.Network;
import dev.tule.http.origin.OriginClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What the data planes of all accounts and regions share: event loops, and the client that asks
 * targets. Safe for use by many threads.
 */
public final class Planes implements AutoCloseable {
    private final Network network;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Backends backends;
    private final Certificates certificates;
    private final Duration second;
    private final OriginClient client = OriginClient.open();

    /**
     * On event loops that are the caller's to close, after this.
     *
     * @param second how long a second of checks' intervals is
     */
    public Planes(
            Network network,
            InstantSource clock,
            RandomGenerator random,
            Backends backends,
            Certificates certificates,
            Duration second) {
        this.network = network;
        this.clock = clock;
        this.random = random;
        this.backends = backends;
        this.certificates = certificates;
        this.second = second;
    }

    /** The data plane of an account and region, for the caller to close. */
    public Plane plane(AccountRegion where, Whereabouts whereabouts) {
        return new Plane(
                network,
                clock,
                random,
                new LiveTarget.Surroundings(
                        client,
                        (from, address, port, timeout) ->
                                backends.connect(where, from, address, port, timeout),
                        whereabouts,
                        second),
                arn -> certificates.find(where, arn));
    }

    @Override
    public void close() {
        client.close();
    }
}
