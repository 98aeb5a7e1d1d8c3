package dev.tule.elb.plane;

import dev.tule.elb.target.TargetKey;
import dev.tule.http.origin.Dial;
import dev.tule.http.origin.Origin;
import dev.tule.http.origin.OriginClient;
import dev.tule.http.origin.OriginConfig;
import dev.tule.http.origin.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One target of a group while it is registered: its health, and the connections to it. Its own
 * thread checks it. Safe for use by many threads.
 */
final class LiveTarget implements AutoCloseable {
    private final Surroundings around;
    private final TargetKey key;
    private final Dial dial;
    private final String token;
    private final HealthRecord health = new HealthRecord();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Thread checker;

    private volatile GroupPlan plan;
    private volatile Optional<Instant> drainingUntil;
    private volatile Origin origin;
    private volatile Duration idleTimeout = Duration.ofSeconds(60);
    private volatile boolean closed;

    /**
     * What targets of one account and region have in common.
     *
     * @param dial to a target's address at a port
     * @param second how long a second of a plan's intervals is
     */
    record Surroundings(
            OriginClient client, Dialling dial, Whereabouts whereabouts, Duration second) {}

    /** Connects to a target. */
    @FunctionalInterface
    interface Dialling {
        Wire dial(List<String> from, String address, int port, Duration timeout) throws IOException;
    }

    LiveTarget(Surroundings around, GroupPlan plan, TargetKey key) {
        this.around = around;
        this.plan = plan;
        this.key = key;
        this.drainingUntil = plan.targets().getOrDefault(key, Optional.empty());
        this.token = token(plan.id(), key);
        this.dial = timeout -> dial(key.port(), this.plan.tls(), timeout);
        this.origin = around.client.origin(dial, config());
        this.checker =
                Thread.ofVirtual()
                        .name("elb-check-" + key.id() + ":" + key.port())
                        .start(this::run);
    }

    private OriginConfig config() {
        return OriginConfig.DEFAULT.withTimeouts(Duration.ofSeconds(10), idleTimeout);
    }

    private Wire dial(int port, boolean tls, Duration timeout) throws IOException {
        String address = address();
        if (address == null) {
            throw new IOException(key.id() + " has no address");
        }
        Wire wire = around.dial.dial(plan.interfaces(), address, port, timeout);
        return tls ? TlsWire.over(wire, timeout) : wire;
    }

    private @Nullable String address() {
        return plan.byInstance() ? around.whereabouts.address(key.id()) : key.id();
    }

    /** What a cookie calls a target: it tells nobody its address, and lasts over restarts. */
    private static String token(String group, TargetKey key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(
                                    (group + " " + key.id() + " " + key.port())
                                            .getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    TargetKey key() {
        return key;
    }

    String token() {
        return token;
    }

    Origin origin() {
        return origin;
    }

    /** A connection to it, for the caller to close. */
    Wire connect(Duration timeout) throws IOException {
        return dial.dial(timeout);
    }

    /** Whether connections to it are to end: it has been taken out, and its delay is over. */
    boolean hasCutOff() {
        return closed && plan.connections().cutDrained();
    }

    HealthRecord.View health() {
        return health.view();
    }

    int inFlight() {
        return inFlight.get();
    }

    void enter() {
        inFlight.incrementAndGet();
    }

    void leave() {
        inFlight.decrementAndGet();
    }

    /** Until when it may end what it has begun; empty while it is to be used. */
    Optional<Instant> drainingUntil() {
        return drainingUntil;
    }

    /** Whether the machine runs, as far as is known. */
    boolean isThere() {
        return address() != null;
    }

    /** Whether new requests may go there. */
    boolean isOpen() {
        return drainingUntil.isEmpty() && isThere();
    }

    boolean isHealthy() {
        return !plan.check().enabled() || health.view().state() == HealthRecord.State.HEALTHY;
    }

    /** The part of its share that a target gets that has just become healthy: above 0, to 1. */
    double share(long nowNanos) {
        long slow = plan.slowStart().toNanos();
        long since = nowNanos - health.view().sinceNanos();
        return slow == 0 || since >= slow ? 1 : Math.max(0.05, (double) since / slow);
    }

    void follow(GroupPlan changed) {
        boolean begins = plan.balancers().isEmpty() && !changed.balancers().isEmpty();
        plan = changed;
        drainingUntil = changed.targets().getOrDefault(key, Optional.empty());
        if (begins) {
            checker.interrupt();
        }
    }

    /** How long the target may be silent within a request: its balancer's. */
    void waitFor(Duration changed) {
        if (!changed.equals(idleTimeout)) {
            idleTimeout = changed;
            Origin before = origin;
            origin = around.client.origin(dial, config());
            before.close();
        }
    }

    private void run() {
        while (!closed) {
            GroupPlan now = plan;
            if (now.check().enabled() && !now.balancers().isEmpty() && isThere()) {
                check(now.check());
            }
            try {
                Thread.sleep(
                        around.second.multipliedBy(
                                Math.max(1, now.check().interval().toSeconds())));
            } catch (InterruptedException wake) {
                // Either it is closed, or there is reason to look again.
            }
        }
    }

    private void check(GroupPlan.Check check) {
        int port = check.port() == 0 ? key.port() : check.port();
        Optional<HealthRecord.Failure> failure =
                Check.of(
                        check,
                        String.valueOf(address()) + ":" + port,
                        timeout -> dial(port, check.tls(), timeout),
                        around.client);
        long now = System.nanoTime();
        if (failure.isEmpty()) {
            health.passed(check.healthyThreshold(), now);
        } else {
            health.failed(failure.get(), check.unhealthyThreshold(), now);
        }
    }

    @Override
    public void close() {
        closed = true;
        checker.interrupt();
        origin.close();
    }
}
