package dev.tule.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tule.http.Headers;
import dev.tule.http.origin.Dial;
import dev.tule.http.origin.Origin;
import dev.tule.http.origin.OriginClient;
import dev.tule.http.origin.OriginConfig;
import dev.tule.http.origin.OriginRequest;
import dev.tule.http.origin.OriginResponse;
import dev.tule.http.origin.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A server of the Docker Engine API behind a Unix socket. Targets are paths without a version, so
 * that each server answers in its own. Safe for use by many threads; whoever opens it closes it.
 */
public final class ContainerEngine implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /** An engine copies an archive's files before it answers. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    /** How long a wait for a container's end may be silent; then it is asked for anew. */
    private static final Duration LONG_WAIT = Duration.ofMinutes(15);

    private static final int LONGEST_ANSWER = 8 << 20;
    private static final int LONGEST_MESSAGE = 600;
    private static final Headers HOST = Headers.of("Host", "docker");
    private static final Headers HOST_JSON =
            Headers.of("Host", "docker", "Content-Type", "application/json");
    private static final Headers HOST_TAR =
            Headers.of("Host", "docker", "Content-Type", "application/x-tar");

    private final Path socket;
    private final OriginClient client = OriginClient.open();
    private final Origin quick;
    private final Origin waiting;

    public ContainerEngine(Path socket) {
        this.socket = socket;
        Dial dial = _ -> Wire.of(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        OriginConfig config = OriginConfig.DEFAULT.keepingNone();
        this.quick = client.origin(dial, config.withTimeouts(config.connectTimeout(), IDLE));
        this.waiting = client.origin(dial, config.withTimeouts(config.connectTimeout(), LONG_WAIT));
    }

    /**
     * Where this host's engine listens: where {@code DOCKER_HOST} says, else where Podman of this
     * user, Docker, or Podman of the system do.
     */
    public static Optional<Path> find() {
        return find(System.getenv());
    }

    static Optional<Path> find(Map<String, String> environment) {
        String told = environment.getOrDefault("DOCKER_HOST", "");
        if (!told.isEmpty()) {
            return told.startsWith("unix://")
                    ? Optional.of(Path.of(told.substring("unix://".length())))
                    : Optional.empty();
        }
        Stream<Path> own =
                Optional.ofNullable(environment.get("XDG_RUNTIME_DIR")).stream()
                        .map(place -> Path.of(place, "podman", "podman.sock"));
        Stream<Path> usual =
                Stream.of("/run/docker.sock", "/var/run/docker.sock", "/run/podman/podman.sock")
                        .map(Path::of);
        return Stream.concat(own, usual).filter(Files::isWritable).findFirst();
    }

    public Path socket() {
        return socket;
    }

    /** What it calls itself, with its version: {@code Podman Engine 4.3.1}. */
    public String version() throws ContainerEngineException {
        JsonNode answer = get("/version");
        String name =
                answer.path("Components").path(0).path("Name").asText("Docker Engine").strip();
        return (name.equals("Engine") ? "Docker Engine" : name)
                + " "
                + answer.path("Version").asText("?");
    }

    public JsonNode get(String target) throws ContainerEngineException {
        return json(quick, OriginRequest.of("GET", target, HOST));
    }

    public JsonNode post(String target) throws ContainerEngineException {
        return json(quick, OriginRequest.of("POST", target, HOST));
    }

    public JsonNode post(String target, JsonNode body) throws ContainerEngineException {
        byte[] bytes;
        try {
            bytes = JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new IllegalStateException("JSON can be written", e);
        }
        return json(
                quick,
                new OriginRequest(
                        "POST",
                        target,
                        HOST_JSON,
                        new ByteArrayInputStream(bytes),
                        OptionalLong.of(bytes.length)));
    }

    /** Sends an archive. */
    public void post(String target, Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            var _ =
                    json(
                            quick,
                            new OriginRequest(
                                    "POST",
                                    target,
                                    HOST_TAR,
                                    in,
                                    OptionalLong.of(Files.size(archive))));
        }
    }

    public void delete(String target) throws ContainerEngineException {
        var _ = json(quick, OriginRequest.of("DELETE", target, HOST));
    }

    /** Waits until a container doesn't run, and returns its exit status. */
    public int awaitExit(String container) throws ContainerEngineException {
        return json(waiting, OriginRequest.of("POST", "/containers/" + container + "/wait", HOST))
                .path("StatusCode")
                .asInt();
    }

    /** The end of what a container without a terminal has written. */
    public byte[] log(String container, int mostBytes) throws ContainerEngineException {
        String target = "/containers/%s/logs?stdout=1&stderr=1&tail=%d".formatted(container, 5_000);
        try (OriginResponse response = quick.send(OriginRequest.of("GET", target, HOST))) {
            if (response.status() != 200) {
                throw refused(response, response.content().readNBytes(LONGEST_ANSWER));
            }
            LogTail tail = new LogTail(mostBytes);
            tail.read(response.content());
            return tail.bytes();
        } catch (IOException e) {
            throw unanswered(e);
        }
    }

    private JsonNode json(Origin origin, OriginRequest request) throws ContainerEngineException {
        try (OriginResponse response = origin.send(request)) {
            byte[] content = response.content().readNBytes(LONGEST_ANSWER + 1);
            if (content.length > LONGEST_ANSWER) {
                throw new IOException("an answer of more than " + LONGEST_ANSWER + " bytes");
            }
            if (response.status() >= 300) {
                throw refused(response, content);
            }
            return content.length == 0 ? JSON.createObjectNode() : lastOf(content);
        } catch (IOException e) {
            throw unanswered(e);
        }
    }

    /** An answer is a document, or several one after the other while something is being done. */
    private static JsonNode lastOf(byte[] content) throws IOException {
        List<JsonNode> documents;
        try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(content)) {
            documents = values.readAll();
        }
        JsonNode last = documents.isEmpty() ? JSON.createObjectNode() : documents.getLast();
        if (last.has("error")) {
            throw new ContainerEngineException(500, message(last.path("error").asText()), null);
        }
        return last;
    }

    private static ContainerEngineException refused(OriginResponse response, byte[] content) {
        String message = "";
        try {
            message = JSON.readTree(content).path("message").asText();
        } catch (IOException e) {
            // Not its own words, then: the status must do.
        }
        return new ContainerEngineException(
                response.status(),
                message(message.isEmpty() ? "status " + response.status() : message),
                null);
    }

    private static String message(String said) {
        return said.length() <= LONGEST_MESSAGE ? said : said.substring(0, LONGEST_MESSAGE) + "...";
    }

    private ContainerEngineException unanswered(IOException e) {
        return e instanceof ContainerEngineException known
                ? known
                : new ContainerEngineException(
                        0, "the container engine at " + socket + ": " + e.getMessage(), e);
    }

    /** A JSON object to fill. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    @Override
    public void close() {
        client.close();
    }
}
