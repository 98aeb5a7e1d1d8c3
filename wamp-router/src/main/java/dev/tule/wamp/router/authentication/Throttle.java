package dev.tule.wamp.router.authentication;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.transport.TransportDetails;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows those down who guess. After 5 wrong proofs for a name, or 20 from an address, each further
 * one is looked at later: after 100 ms, then twice that, up to 5 s. A minute after the last wrong
 * one all is forgotten. Nobody is locked out: else anybody could lock out a device by guessing in
 * its name.
 *
 * <p>The 10,000 names and addresses that failed last are remembered; IPv6 addresses by their first
 * 64 bits. This machine's own address counts for no one: behind it a proxy may speak for many. Safe
 * for use by many threads.
 */
public final class Throttle {
    private static final int FREE_FOR_NAME = 5;
    private static final int FREE_FOR_ADDRESS = 20;
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int ENTRIES = 10_000;

    private final InstantSource clock;

    @GuardedBy("this")
    private final LinkedHashMap<String, Failures> failures =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > ENTRIES;
                }
            };

    public Throttle(InstantSource clock) {
        this.clock = clock;
    }

    private record Failures(int count, Instant last) {}

    /** How long a proof must wait before it is looked at. */
    synchronized Duration delay(JoinRequest request) {
        Duration forName = delay(name(request), FREE_FOR_NAME);
        Duration forAddress =
                address(request.transport())
                        .map(key -> delay(key, FREE_FOR_ADDRESS))
                        .orElse(Duration.ZERO);
        return forName.compareTo(forAddress) > 0 ? forName : forAddress;
    }

    @GuardedBy("this")
    private Duration delay(String key, int free) {
        int over = count(key) - free;
        if (over < 0) {
            return Duration.ZERO;
        }
        Duration delay = LEAST.multipliedBy(1L << Math.min(over, 10));
        return delay.compareTo(MOST) < 0 ? delay : MOST;
    }

    @GuardedBy("this")
    private int count(String key) {
        Failures found = failures.get(key);
        return found == null || found.last.plus(MEMORY).isBefore(clock.instant()) ? 0 : found.count;
    }

    synchronized void failed(JoinRequest request) {
        count(name(request), 1);
        Optional<String> address = address(request.transport());
        if (address.isPresent()) {
            count(address.get(), 1);
        }
    }

    /** The name is proved; its address may still have others to guess. */
    synchronized void succeeded(JoinRequest request) {
        failures.remove(name(request));
    }

    @GuardedBy("this")
    private void count(String key, int more) {
        failures.put(key, new Failures(count(key) + more, clock.instant()));
    }

    private static String name(JoinRequest request) {
        String authId = request.authId().orElse("");
        // Names may be as long as messages.
        String shortened = authId.length() > 256 ? authId.substring(0, 256) : authId;
        return "name " + request.realm().value() + " " + shortened;
    }

    private static Optional<String> address(TransportDetails transport) {
        return transport
                .peer()
                .map(java.net.InetSocketAddress::getAddress)
                .filter(address -> !address.isLoopbackAddress())
                .map(Throttle::text);
    }

    private static String text(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] counted = address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes;
        return "address " + HexFormat.of().formatHex(counted);
    }
}
