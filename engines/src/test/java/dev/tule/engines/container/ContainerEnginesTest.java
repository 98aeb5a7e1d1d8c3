package dev.tule.engines.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tule.containers.ContainerEngine;
import dev.tule.containers.PodmanService;
import dev.tule.engines.Backup;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineOffer;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.Listening;
import dev.tule.engines.Login;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.ServerState;
import dev.tule.engines.SourceRange;
import dev.tule.engines.StopMode;
import dev.tule.engines.memory.MemoryEngines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in for a database's image, in containers of a real Podman. */
class ContainerEnginesTest {
    private static final EngineVersion VERSION =
            new EngineVersion(EngineKind.SQLSERVER, StandIn.VERSION);
    private static final Login MASTER = new Login("sa", "Long enough 1");
    private static final String ABSENT = "localhost/absent:1.0";

    @TempDir private static Path shared;
    private static PodmanService podman;
    private static ContainerEngine engine;

    @TempDir private Path directory;
    private final BlockingQueue<ServerEvent> events = new LinkedBlockingQueue<>();
    private ContainerEngines engines;

    @BeforeAll
    static void startPodman() throws Exception {
        podman = PodmanService.start(Files.createDirectory(shared.resolve("podman")));
        engine = new ContainerEngine(podman.socket());
        StandIn.sendTo(engine, shared);
    }

    @AfterAll
    static void endPodman() throws IOException {
        engine.close();
        podman.close();
    }

    @BeforeEach
    void open() {
        engines =
                ContainerEngines.open(
                        podman.socket(),
                        directory.resolve("containers"),
                        Map.of(StandIn.NAME, EngineKind.SQLSERVER, ABSENT, EngineKind.ORACLE),
                        new MemoryEngines(InstantSource.system()),
                        InstantSource.system());
        engines.onEvent(events::add);
    }

    @AfterEach
    void close() {
        for (DatabaseServer server : engines.servers()) {
            server.delete();
        }
        engines.close();
    }

    private static ServerSpec spec(String name) {
        return ServerSpec.of(
                        new ServerName(name),
                        Listening.at(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)))
                .withParameters(Map.of("MSSQL_PID", "Express"));
    }

    private DatabaseServer create(String name) {
        return engines.create(VERSION, spec(name), MASTER, null);
    }

    /** How often it was started; nothing where nobody answers. */
    private static String starts(DatabaseServer server) {
        try (Socket socket = new Socket()) {
            socket.connect(server.address(), 2_000);
            socket.setSoTimeout(2_000);
            String said =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return said.length() < 8 ? "" : said.substring(8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private void await(ServerEvent.Type type) throws InterruptedException {
        while (true) {
            ServerEvent next = events.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("before " + type).isNotNull();
            if (next.type() == type) {
                return;
            }
        }
    }

    @Test
    void aServerLivesAndDiesWithItsContainerAndKeepsItsDataMeanwhile() throws Exception {
        DatabaseServer server = create("orders");
        assertThat(server.state()).isEqualTo(ServerState.AVAILABLE);
        assertThat(starts(server)).isEqualTo("1");
        server.stop(StopMode.FAST);
        assertThat(starts(server)).isEmpty();
        server.start();
        assertThat(starts(server)).isEqualTo("2");
        assertThat(server.readings().storageBytes()).isPositive();
        assertThat(server.jdbcUrl(""))
                .isEqualTo("jdbc:sqlserver://127.0.0.1:" + server.address().getPort());

        engine.post("/containers/" + containers().getFirst() + "/kill?signal=SIGKILL");
        await(ServerEvent.Type.RECOVERED);
        assertThat(starts(server)).isEqualTo("3");

        Backup backup = server.backup(directory.resolve("backup"));
        assertThat(starts(server)).as("it was stopped meanwhile").isEqualTo("4");
        DatabaseServer again = engines.restore(backup, spec("again"));
        assertThat(starts(again)).isEqualTo("4");

        server.delete();
        assertThat(containers()).hasSize(1);
        assertThat(directory.resolve("containers/orders")).doesNotExist();
    }

    private List<String> containers() throws IOException {
        return engine.get("/containers/json?all=true").findValuesAsText("Id");
    }

    @Test
    void onlyItsSourcesAreLetIn() {
        DatabaseServer server = create("orders");
        server.listen(
                server.spec().listening().withSources(List.of(SourceRange.parse("10.0.0.0/8"))));
        assertThat(starts(server)).isEmpty();
        server.listen(
                server.spec().listening().withSources(List.of(SourceRange.parse("127.0.0.0/8"))));
        assertThat(starts(server)).isEqualTo("1");
    }

    @Test
    void theNextToOpenTheDirectoryTakesUpWhatRunsAndStartsWhatEnded() throws Exception {
        DatabaseServer runs = create("runs");
        DatabaseServer ended = create("ended");
        DatabaseServer stopped = create("stopped");
        stopped.stop(StopMode.FAST);
        engines.leave();
        events.clear();
        String name = ((ContainerServer) ended).container();
        engine.post("/containers/" + name + "/kill?signal=SIGKILL");
        engine.awaitExit(name);

        open();
        await(ServerEvent.Type.STARTED);
        assertThat(starts(engines.server(ended.name()).orElseThrow())).isEqualTo("2");
        assertThat(starts(engines.server(runs.name()).orElseThrow())).isEqualTo("1");
        assertThat(engines.server(stopped.name()).orElseThrow().state())
                .isEqualTo(ServerState.STOPPED);
    }

    @Test
    void whatTheImageRefusesIsToldInItsOwnWordsAndLeavesNothing() throws Exception {
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(
                        () ->
                                engines.create(
                                        VERSION, spec("orders"), new Login("sa", "short"), null))
                .withMessageContaining("The password is too short")
                .returns(Reason.ENGINE, EngineException::reason);
        assertThat(engines.servers()).isEmpty();
        assertThat(containers()).isEmpty();
        assertThat(directory.resolve("containers/orders")).doesNotExist();
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(
                        () ->
                                engines.create(
                                        VERSION, spec("orders"), new Login("admin", "x"), null))
                .withMessageContaining("no user but sa");
    }

    @Test
    void anImageTellsItsVersionAndOneThatIsNotThereWhatToDo() {
        EngineOffer offer = engines.offer(StandIn.NAME);
        assertThat(offer.version()).isEqualTo(VERSION);
        assertThat(offer.runsHere()).isTrue();
        assertThat(engines.offer(ABSENT).obstacle())
                .contains("has no image localhost/absent:1.0", "pull");
    }

    @Test
    void othersAreAskedForWhatIsNoContainer() {
        DatabaseServer other =
                engines.create(
                        new EngineVersion(EngineKind.POSTGRESQL, "18.6"),
                        spec("plain").withParameters(Map.of()),
                        new Login("master", "secret"),
                        "shop");
        assertThat(engines.server(new ServerName("plain"))).contains(other);
        assertThat(engines.offers()).hasSize(6);
    }
}
