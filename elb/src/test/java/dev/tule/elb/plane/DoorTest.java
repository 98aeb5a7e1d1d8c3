package dev.tule.elb.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.Network;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class DoorTest {
    private static final String ADDRESS = "127.77.0.1";

    @Test
    void aPortThatOthersHaveIsTriedAgainAndComplainedOfOnce() throws Exception {
        Log log = new Log();
        try (log;
                Network network = Network.open()) {
            ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS));
            ListenerPlan.Face face =
                    new ListenerPlan.Face(
                            ADDRESS, other.getLocalPort(), Duration.ofSeconds(60), true, Set.of());
            try (other;
                    Door door = new HttpDoor(network, face, _ -> Optional.empty())) {
                door.open();
                door.open();
                door.open();
                assertThat(door.isOpen()).isFalse();
                assertThat(door.says()).contains("can't be served");

                other.close();
                door.open();

                assertThat(door.says()).isEqualTo("http://" + ADDRESS + ":" + face.port());
            }
        }
        assertThat(log.warnings).hasSize(1);
    }

    /** Notes what doors complain of. */
    private static final class Log extends Handler implements AutoCloseable {
        private final Logger logger = Logger.getLogger(Door.class.getName());
        private final List<String> warnings = new CopyOnWriteArrayList<>();

        Log() {
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord logged) {
            if (logged.getLevel().equals(Level.WARNING)) {
                warnings.add(logged.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
