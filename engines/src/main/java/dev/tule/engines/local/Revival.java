package dev.tule.engines.local;

import dev.tule.engines.EngineException;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerState;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.List;

/**
 * The start of a server that is tried again: what stands in its way after a crash, such as a taken
 * port, may pass. The server's turn is held by those who call.
 */
final class Revival {

    private static final Logger LOG = System.getLogger(Revival.class.getName());
    private static final List<Duration> RETRIES =
            List.of(
                    Duration.ZERO,
                    Duration.ofMillis(300),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(10));

    private final House house;
    private final LocalServer server;

    Revival(House house, LocalServer server) {
        this.house = house;
        this.server = server;
    }

    /**
     * Returns when the server is available, or has failed for good.
     *
     * @param done what is told when it is available
     */
    void revive(ServerEvent.Type done) throws IOException, InterruptedException {
        for (Duration pause : RETRIES) {
            Thread.sleep(pause);
            try {
                server.launch();
            } catch (EngineException e) {
                LOG.log(
                        Logger.Level.WARNING,
                        "{0} does not start: {1}",
                        server.name(),
                        e.getMessage());
                if (server.state() == ServerState.INCOMPATIBLE_PARAMETERS) {
                    break;
                }
                server.recovering();
                continue;
            }
            server.available();
            house.tell(server.name(), done, "Started again");
            return;
        }
        String why = server.failure().orElse("");
        if (server.state() == ServerState.RECOVERING) {
            server.giveUp(why);
        }
        house.tell(server.name(), ServerEvent.Type.FAILED, "Does not start any more: " + why);
    }
}
