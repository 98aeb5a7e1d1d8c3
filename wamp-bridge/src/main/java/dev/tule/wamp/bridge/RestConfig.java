package dev.tule.wamp.bridge;

import java.time.Duration;
import java.util.List;

/**
 * What REST publisher and caller take.
 *
 * @param keys who may use them; at least one
 * @param bodyBytes the longest body; default 1 MiB, 1 byte to 16 MiB
 * @param callTimeout how long a call may take, where the request doesn't ask for less; default 10 s
 * @param clockTolerance how far a signed request's timestamp may be from our clock; default 5 min
 */
public record RestConfig(
        List<BridgeKey> keys, int bodyBytes, Duration callTimeout, Duration clockTolerance) {
    private static final int MOST_BYTES = 1 << 24;

    public RestConfig {
        keys = List.copyOf(keys);
        if (keys.isEmpty()
                || keys.stream().map(BridgeKey::name).distinct().count() != keys.size()) {
            throw new IllegalArgumentException(
                    "a bridge has at least one key, and no two of the same name");
        }
        if (bodyBytes < 1
                || bodyBytes > MOST_BYTES
                || !callTimeout.isPositive()
                || !clockTolerance.isPositive()) {
            throw new IllegalArgumentException(
                    "a bridge's bodies are of 1 byte to 16 MiB, its times above zero");
        }
    }

    public static RestConfig of(BridgeKey... keys) {
        return new RestConfig(
                List.of(keys), 1 << 20, Duration.ofSeconds(10), Duration.ofMinutes(5));
    }

    public RestConfig withBodyBytes(int changed) {
        return new RestConfig(keys, changed, callTimeout, clockTolerance);
    }

    public RestConfig withCallTimeout(Duration changed) {
        return new RestConfig(keys, bodyBytes, changed, clockTolerance);
    }
}
