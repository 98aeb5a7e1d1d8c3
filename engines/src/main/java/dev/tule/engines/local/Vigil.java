package dev.tule.engines.local;

import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerState;

/** Sees whether a server that ought to run has crashed or hangs, and what is to be done then. */
final class Vigil {

    private final House house;
    private final LocalServer server;
    private final Revival revival;
    private final Pulse pulse;

    Vigil(House house, LocalServer server, Revival revival) {
        this.house = house;
        this.server = server;
        this.revival = revival;
        this.pulse = new Pulse(house.patience());
    }

    /** Whether it ought to run and doesn't; not while somebody changes it. */
    boolean hasCrashed() {
        return server.state() == ServerState.AVAILABLE
                && server.process().isEmpty()
                && !server.isChanging();
    }

    /**
     * Gives up a server that runs and doesn't answer, where a replica can take its place; not while
     * somebody changes it.
     */
    void feelPulse() {
        if (!canHang() || server.isChanging()) {
            pulse.reset();
        } else if (!pulse.isFelt(() -> server.administer("").close())) {
            server.change(
                    () -> {
                        if (canHang()) {
                            server.giveUp("The server hangs; a replica can take its place");
                            house.tell(server.name(), ServerEvent.Type.CRASHED, "Does not answer");
                        }
                        return null;
                    });
        }
    }

    private boolean canHang() {
        return server.state() == ServerState.AVAILABLE
                && !server.record().synchronousReplicas().isEmpty();
    }

    /** Starts it again after a crash, or gives it up. */
    void recover() {
        server.change(
                () -> {
                    if (server.state() != ServerState.AVAILABLE || server.process().isPresent()) {
                        return null;
                    }
                    if (!server.record().synchronousReplicas().isEmpty()) {
                        server.giveUp("The server ended; a replica can take its place");
                    }
                    house.tell(
                            server.name(),
                            ServerEvent.Type.CRASHED,
                            "Ended without being asked to");
                    if (server.state() == ServerState.FAILED) {
                        return null;
                    }
                    server.recovering();
                    revival.revive(ServerEvent.Type.RECOVERED);
                    return null;
                });
    }
}
