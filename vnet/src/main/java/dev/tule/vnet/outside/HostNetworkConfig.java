package dev.tule.vnet.outside;

import java.time.Duration;

/**
 * Limits of a {@link HostNetwork}.
 *
 * @param mostConnections TCP connections at one time; default 1,024, 1 to 65,536
 * @param mostFlows UDP conversations at one time; default 1,024, 1 to 65,536
 * @param mostEchoes echo requests waiting for an answer; default 32, 1 to 1,024
 * @param connectTimeout default 10 s
 * @param flowTimeout how long a silent UDP conversation is kept; default 60 s
 */
public record HostNetworkConfig(
        int mostConnections,
        int mostFlows,
        int mostEchoes,
        Duration connectTimeout,
        Duration flowTimeout) {
    public static final HostNetworkConfig DEFAULT =
            new HostNetworkConfig(1_024, 1_024, 32, Duration.ofSeconds(10), Duration.ofSeconds(60));

    public HostNetworkConfig {
        check("most-connections", mostConnections, 65_536);
        check("most-flows", mostFlows, 65_536);
        check("most-echoes", mostEchoes, 1_024);
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", must be 1 to " + most);
        }
    }
}
