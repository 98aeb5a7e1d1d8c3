package dev.tule.clients;

import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.ErrorName;
import dev.tule.wamp.client.Procedure;
import dev.tule.wamp.client.Service;
import dev.tule.wamp.client.SessionListener;
import dev.tule.wamp.client.Topic;
import dev.tule.wamp.client.WampClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An application on one page: a sensor, a window that opens by itself, and someone who asks. */
final class Greenhouse {

    /** What the sensor publishes: a dict of three values to clients in other languages. */
    record Reading(String sensor, double celsius, Instant at) {}

    @ErrorName("greenhouse.error.jammed")
    static final class Jammed extends Exception {
        private static final long serialVersionUID = 1;

        Jammed(String message) {
            super(message);
        }
    }

    /** What others may ask of the window; served by one, called by another. */
    interface Window {
        @Procedure(value = "greenhouse.window.open", concurrency = 1)
        int open(int percent) throws Jammed;

        @Procedure("greenhouse.window.history")
        List<Integer> history();
    }

    static final class Motor implements Window {
        private final List<Integer> positions = new CopyOnWriteArrayList<>(List.of(0));
        final CountDownLatch moved = new CountDownLatch(1);

        @Override
        public int open(int percent) throws Jammed {
            if (percent > 90) {
                throw new Jammed("it opens to 90 percent");
            }
            positions.add(percent);
            moved.countDown();
            return percent;
        }

        @Override
        public List<Integer> history() {
            return List.copyOf(positions);
        }

        @Topic("greenhouse.temperature")
        void temperature(Reading reading) throws Jammed {
            open((int) Math.clamp((reading.celsius() - 20) * 10, 0, 90));
        }
    }

    private Greenhouse() {}

    /** Returns where the window has been. */
    static List<Integer> run(URI router) throws Exception {
        ClientOptions options =
                ClientOptions.defaults()
                        .withRequestTimeout(Duration.ofSeconds(5))
                        .withMaxOfflinePublications(1_000)
                        .withListener(new SessionListener() {});
        Motor motor = new Motor();
        try (WampClient house = WampClient.connect(router, "realm1", options);
                Service _ = house.register(motor);
                WampClient sensor = WampClient.connect(router, "realm1", options);
                WampClient office = WampClient.connect(router, "realm1", options)) {
            sensor.publish("greenhouse.temperature", new Reading("south", 24.5, Instant.now()));
            motor.moved.await();

            Window remote = office.proxy(Window.class);
            remote.open(60);
            try {
                remote.open(100);
            } catch (Jammed e) {
                System.out.println("The window says: " + e.getMessage());
            }
            return remote.history();
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(run(URI.create(arguments[0])));
    }
}
