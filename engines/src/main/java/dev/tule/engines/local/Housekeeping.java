package dev.tule.engines.local;

import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerState;
import dev.tule.engines.engine.Backups;
import dev.tule.engines.engine.Role;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done at intervals for a server that runs: its storage, its logs, its archive. */
final class Housekeeping {

    private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

    private final House house;
    private final LocalServer server;

    /** Whether it refuses writes, its storage being full; null until that is known again. */
    private volatile @Nullable Boolean full;

    Housekeeping(House house, LocalServer server) {
        this.house = house;
        this.server = server;
    }

    /** What can wait for the next time while somebody changes the server. */
    @FunctionalInterface
    interface Chore {
        void carryOut() throws IOException, SQLException;
    }

    /** The server is started anew, and may refuse writes or take them. */
    void begin() {
        full = null;
    }

    /** Watches the storage, rotates logs; skipped while somebody changes the server. */
    void keepHouse() {
        if (server.state() != ServerState.AVAILABLE) {
            return;
        }
        try {
            server.unlessChanging(this::lookAfterDisk);
        } catch (IOException | SQLException e) {
            LOG.log(Logger.Level.WARNING, "looking after " + server.name() + " failed", e);
        }
    }

    private void lookAfterDisk() throws IOException, SQLException {
        server.engine().rotateLogs(server.setup());
        long limit = server.record().spec().storageBytes();
        boolean over = limit > 0 && Trees.size(server.home().directory()) > limit;
        Boolean before = full;
        if (before != null && before == over) {
            return;
        }
        // An engine that was started anew, or by an earlier process, may do either.
        server.engine().refuseWrites(server.setup(), over);
        full = over;
        if (over || before != null) {
            house.tell(
                    server.name(),
                    over ? ServerEvent.Type.STORAGE_FULL : ServerEvent.Type.STORAGE_FREED,
                    over ? "Holds more than its storage" : "Has room again");
        }
    }

    /** Has the engine archive what it has until now; nothing while it doesn't run. */
    void archive() {
        Path archive = server.record().spec().archive();
        boolean follows = server.record().role() instanceof Role.Replica;
        if (archive == null || follows || server.state() != ServerState.AVAILABLE) {
            return;
        }
        server.change(
                () -> {
                    if (server.state() == ServerState.AVAILABLE) {
                        Optional<Instant> until = server.engine().archive(server.setup());
                        if (until.isPresent()) {
                            Backups.noteArchived(archive, until.get());
                        }
                    }
                    return null;
                });
    }
}
