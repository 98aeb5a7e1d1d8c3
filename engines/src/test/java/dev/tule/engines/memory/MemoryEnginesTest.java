package dev.tule.engines.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tule.engines.Backup;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.Listening;
import dev.tule.engines.Login;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.ServerState;
import dev.tule.engines.StopMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryEnginesTest {
    private static final EngineVersion POSTGRESQL =
            new EngineVersion(EngineKind.POSTGRESQL, "18.6");
    private static final Login MASTER = new Login("master", "secret");

    private final MemoryEngines engines = new MemoryEngines(InstantSource.system());

    @Test
    void aServerIsAvailableOnAPortOfItsOwnWhenItIsMade() {
        DatabaseServer one = create("one");
        DatabaseServer two = create("two");

        assertThat(one.state()).isEqualTo(ServerState.AVAILABLE);
        assertThat(one.address().getPort()).isPositive().isNotEqualTo(two.address().getPort());
        assertThat(engines.servers()).containsExactly(one, two);
    }

    @Test
    void aNameIsTakenUntilItsServerIsDeleted() {
        DatabaseServer first = create("orders");

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> create("orders"))
                .returns(Reason.NAME_TAKEN, EngineException::reason);

        first.delete();
        assertThat(create("orders").state()).isEqualTo(ServerState.AVAILABLE);
    }

    @Test
    void parametersWaitForARestart() {
        DatabaseServer server = create("orders");

        assertThat(server.configure(Map.of("max_connections", "50")))
                .containsExactly("max_connections");

        server.restart();
        assertThat(server.awaitingRestart()).isEmpty();
    }

    @Test
    void eventsTellWhatHappens() {
        List<ServerEvent.Type> seen = new ArrayList<>();
        engines.onEvent(event -> seen.add(event.type()));

        DatabaseServer server = create("orders");
        server.stop(StopMode.FAST);
        server.start();
        engines.crash(server.name());
        engines.recover(server.name());

        assertThat(seen)
                .containsExactly(
                        ServerEvent.Type.CREATED,
                        ServerEvent.Type.STOPPED,
                        ServerEvent.Type.STARTED,
                        ServerEvent.Type.CRASHED,
                        ServerEvent.Type.RECOVERED);
    }

    @Test
    void aBackupMakesANewServer() {
        Backup backup = create("orders").backup(Path.of("/backups/one"));

        DatabaseServer restored =
                engines.restore(engines.backupAt(backup.directory()), spec("new"));

        assertThat(restored.version()).isEqualTo(POSTGRESQL);
    }

    @Test
    void aReplicaIsPromotedOnce() {
        DatabaseServer replica = engines.replicate(create("orders"), spec("replica"), false);
        assertThat(replica.replication()).isPresent();

        replica.promote();

        assertThat(replica.replication()).isEmpty();
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(replica::promote)
                .returns(Reason.STATE, EngineException::reason);
    }

    private DatabaseServer create(String name) {
        return engines.create(POSTGRESQL, spec(name), MASTER, "orders");
    }

    private static ServerSpec spec(String name) {
        return ServerSpec.of(
                new ServerName(name),
                Listening.at(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)));
    }
}
