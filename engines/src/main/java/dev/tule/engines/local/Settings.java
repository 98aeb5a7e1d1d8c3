package dev.tule.engines.local;

import dev.tule.engines.Listening;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.ServerState;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What of a server can be changed after it was made: where it listens, parameters, its size. */
final class Settings {

    private final House house;
    private final LocalServer server;

    Settings(House house, LocalServer server) {
        this.house = house;
        this.server = server;
    }

    void listen(Listening wanted) {
        server.change(
                () -> {
                    server.requireNotDeleted();
                    ServerRecord before = server.record();
                    ServerRecord changed = Ports.assign(before, wanted, house);
                    Listening old = before.spec().listening();
                    boolean moved =
                            !changed.inner().equals(before.inner())
                                    || !changed.spec().listening().address().equals(old.address());
                    boolean tls =
                            !Objects.equals(wanted.certificate(), old.certificate())
                                    || wanted.onlyTls() != old.onlyTls();
                    server.save(changed);
                    if (server.state() != ServerState.AVAILABLE) {
                        return null;
                    }
                    if (moved || (tls && !server.engine().reloadsTls())) {
                        server.relaunch();
                    } else {
                        server.engine().configure(server.setup());
                        server.engine().reload(server.setup(), before.spec().parameters());
                        server.entrance().follow();
                    }
                    house.tell(
                            server.name(),
                            ServerEvent.Type.CHANGED,
                            "Listens at " + server.address());
                    return null;
                });
    }

    Set<String> configure(Map<String, String> parameters) {
        return server.change(
                () -> {
                    server.requireNotDeleted();
                    ServerRecord changed =
                            server.record()
                                    .withSpec(server.record().spec().withParameters(parameters));
                    server.engine().check(server.setup(changed));
                    return apply(changed);
                });
    }

    private Set<String> apply(ServerRecord changed)
            throws IOException, SQLException, InterruptedException {
        Map<String, String> before = server.record().spec().parameters();
        server.save(changed);
        if (server.state() != ServerState.AVAILABLE) {
            return Set.of();
        }
        server.engine().configure(server.setup());
        Set<String> waiting = new TreeSet<>(server.record().awaitingRestart());
        waiting.addAll(server.engine().reload(server.setup(), before));
        server.save(server.record().withAwaitingRestart(waiting));
        house.tell(server.name(), ServerEvent.Type.CHANGED, "Configured");
        return Set.copyOf(waiting);
    }

    void resize(long memoryBytes, long storageBytes) {
        server.change(
                () -> {
                    server.requireNotDeleted();
                    ServerSpec spec =
                            server.record()
                                    .spec()
                                    .withMemory(memoryBytes)
                                    .withStorage(storageBytes);
                    return apply(server.record().withSpec(spec));
                });
    }
}
