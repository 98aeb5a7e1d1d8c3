package dev.tule.clients;

import dev.tule.server.cloud.Cloud;
import dev.tule.server.cloud.RootKey;
import dev.tule.server.cloud.Settings;
import dev.tule.server.config.TuleConfig;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A server for which time goes twelve times as fast, so that what happens by the minute happens
 * every five seconds. Machines, and what they use, are as fast as ever.
 */
final class TimeLapse {
    private static final int SPEED = 12;

    /**
     * Signatures are good for a quarter of an hour: beginning almost as much behind the time of
     * clients, it is as long until they are not.
     */
    private static final Duration BEHIND = Duration.ofMinutes(14);

    private TimeLapse() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments the data directory, and when both times were the same; so a server that
     *     comes back goes on in the time of the former
     */
    public static void main(String[] arguments) throws Exception {
        Instant origin = Instant.parse(arguments[1]);
        InstantSource clock =
                () ->
                        origin.minus(BEHIND)
                                .plus(Duration.between(origin, Instant.now()).multipliedBy(SPEED));
        Path data = Path.of(arguments[0]);
        Settings settings =
                new Settings(
                        data,
                        0,
                        0,
                        InetAddress.getLoopbackAddress(),
                        data.resolve("tule.yaml"),
                        RootKey.of(System.getenv()),
                        clock);
        Cloud cloud = Cloud.start(settings, new Silence());
        Runtime.getRuntime().addShutdownHook(new Thread(cloud::close));
        System.out.println(cloud.running().readyLine());
        cloud.awaitStopRequest();
    }

    /** Nobody reads what the start has to say. */
    private static final class Silence implements Cloud.Notices {
        @Override
        public <T, E extends Exception> T during(String activity, Cloud.Step<T, E> step) throws E {
            return step.run();
        }

        @Override
        public void firstKey(RootKey key, Path file) {
            throw new IllegalStateException("the key was given");
        }

        @Override
        public void exposed(InetAddress address, TuleConfig config) {
            throw new IllegalStateException("bound to " + address);
        }
    }
}
