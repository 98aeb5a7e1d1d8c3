package dev.tule.server.config;

import dev.tule.http.Network;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code network} says in {@code tule.yaml}.
 *
 * @param stayAwake how long event loops with much to do look out for more before they sleep; zero
 *     where they sleep at once
 */
public record NetworkConfig(Duration stayAwake) {
    private static final int MOST_MICROS = 10_000;

    /** 200 us: longer than a call's whole way takes where processors sleep in between. */
    public static NetworkConfig defaults() {
        return new NetworkConfig(Duration.ofNanos(200_000));
    }

    /** Opens a network that is so. */
    public Network open() {
        return Network.open(stayAwake);
    }

    static NetworkConfig read(Optional<Value> value) throws ConfigFileError {
        if (value.isEmpty()) {
            return defaults();
        }
        Section section = value.get().section();
        Optional<Value> micros = section.take("stay-awake-micros");
        section.end();
        return micros.isEmpty()
                ? defaults()
                : new NetworkConfig(
                        Duration.ofNanos(micros.get().integer(0, MOST_MICROS) * 1_000L));
    }
}
