package dev.tule.engines.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.FetchProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactSourceTest {

    @TempDir private Path directory;

    private final byte[] content = new byte[200_000];
    private final List<@Nullable String> ranges = new ArrayList<>();
    private byte[] served = content;
    private int breakOffAfter = Integer.MAX_VALUE;
    private Artifact artifact;
    private HttpServer remote;

    @BeforeEach
    void serve() throws Exception {
        new Random(7).nextBytes(content);
        artifact =
                new Artifact(
                        Catalogue.POSTGRESQL,
                        "org.example",
                        "engine",
                        "1",
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(content)),
                        content.length,
                        new Artifact.Packing.Tar("engine.txz"));
        remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        remote.createContext("/maven/" + artifact.path(), this::answer);
        remote.start();
    }

    @AfterEach
    void stop() {
        remote.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range);
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        exchange.sendResponseHeaders(from == 0 ? 200 : 206, served.length - from);
        int to = Math.min(served.length, breakOffAfter);
        exchange.getResponseBody().write(Arrays.copyOfRange(served, from, to));
        exchange.close();
    }

    private ArtifactSource source() {
        URI base = URI.create("http://127.0.0.1:" + remote.getAddress().getPort() + "/maven/");
        return new ArtifactSource(
                List.of(directory.resolve("repository")),
                List.of(base),
                directory.resolve("downloads"));
    }

    @Test
    void aRepositoryOfThisHostIsLookedAtFirst() throws Exception {
        Path jar = directory.resolve("repository").resolve(artifact.path());
        Files.createDirectories(jar.getParent());
        Files.write(jar, content);

        assertThat(source().find(artifact, FetchProgress.SILENT)).isEqualTo(jar);
        assertThat(ranges).isEmpty();
    }

    @Test
    void whatIsDamagedInARepositoryIsFetched() throws Exception {
        Path jar = directory.resolve("repository").resolve(artifact.path());
        Files.createDirectories(jar.getParent());
        Files.write(jar, new byte[content.length]);
        List<Long> done = new ArrayList<>();

        Path found = source().find(artifact, (_, doneBytes, _) -> done.add(doneBytes));

        assertThat(found).hasBinaryContent(content).isNotEqualTo(jar);
        assertThat(done).isSorted().last().isEqualTo((long) content.length);
    }

    @Test
    void aTransferThatBrokeOffGoesOnWhereItWas() throws Exception {
        breakOffAfter = 120_000;
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> source().find(artifact, FetchProgress.SILENT))
                .returns(Reason.NOT_FETCHED, EngineException::reason);
        breakOffAfter = Integer.MAX_VALUE;

        assertThat(source().find(artifact, FetchProgress.SILENT)).hasBinaryContent(content);
        assertThat(ranges.getLast()).startsWith("bytes=").isNotEqualTo("bytes=0-");
    }

    @Test
    void whatHasAnotherHashIsNeverHandedOut() {
        served = content.clone();
        served[100_000]++;

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> source().find(artifact, FetchProgress.SILENT))
                .withMessageContaining("hash differs");
        assertThat(directory.resolve("downloads")).isEmptyDirectory();
    }
}
