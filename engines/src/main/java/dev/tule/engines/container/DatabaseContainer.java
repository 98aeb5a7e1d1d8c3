package dev.tule.engines.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tule.containers.ContainerEngine;
import dev.tule.containers.ContainerEngineException;
import dev.tule.engines.ServerReadings;
import dev.tule.engines.StopMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The container of one server, as its engine knows it. Safe for use by many threads. */
final class DatabaseContainer {

    /** A label of all containers of database servers, which is their server's name. */
    private static final String LABEL = "dev.tule.database";

    private static final int GRACE_SECONDS = 120;
    private static final int SAID = 600;
    private static final String THIS_HOST = "127.0.0.1";

    private final ContainerEngine engine;
    private final String name;

    /**
     * @param name no other container of the engine may have it
     */
    DatabaseContainer(ContainerEngine engine, String name) {
        this.engine = engine;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Whether it runs, and where it is reached when it does. */
    record State(boolean running, Optional<InetSocketAddress> published) {}

    /**
     * Makes it, without starting it.
     *
     * @param data a directory of this host
     */
    void create(
            ImageKind kind, String image, Map<String, String> environment, Path data, String server)
            throws IOException {
        String port = kind.port() + "/tcp";
        ObjectNode container = ContainerEngine.object();
        container.put("Image", image);
        container.putObject("Labels").put(LABEL, server);
        var variables = container.putArray("Env");
        environment.forEach((variable, value) -> variables.add(variable + "=" + value));
        container.putObject("ExposedPorts").putObject(port);
        ObjectNode host = container.putObject("HostConfig");
        host.putArray("Binds").add(data + ":" + kind.data());
        host.putObject("PortBindings")
                .putArray(port)
                .addObject()
                .put("HostIp", THIS_HOST)
                .put("HostPort", "");
        host.putObject("LogConfig")
                .put("Type", "json-file")
                .putObject("Config")
                .put("max-size", "16m");
        var _ = engine.post("/containers/create?name=" + name, container);
    }

    /** Empty where there is no such container. */
    Optional<State> state(ImageKind kind) throws ContainerEngineException {
        JsonNode answer;
        try {
            answer = engine.get("/containers/" + name + "/json");
        } catch (ContainerEngineException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
        boolean running = answer.path("State").path("Running").asBoolean();
        int port =
                answer.path("NetworkSettings")
                        .path("Ports")
                        .path(kind.port() + "/tcp")
                        .path(0)
                        .path("HostPort")
                        .asInt();
        return Optional.of(
                new State(
                        running,
                        running && port > 0
                                ? Optional.of(
                                        new InetSocketAddress(
                                                InetAddress.ofLiteral(THIS_HOST), port))
                                : Optional.empty()));
    }

    void start() throws ContainerEngineException {
        var _ = engine.post("/containers/" + name + "/start");
    }

    /** Returns when it doesn't run. */
    void stop(StopMode mode) throws ContainerEngineException {
        var _ =
                switch (mode) {
                    case FAST -> engine.post("/containers/" + name + "/stop?t=" + GRACE_SECONDS);
                    case IMMEDIATE -> engine.post("/containers/" + name + "/kill?signal=SIGKILL");
                };
        awaitEnd();
    }

    /** Returns when it doesn't run, with what it ended with. */
    int awaitEnd() throws ContainerEngineException {
        return engine.awaitExit(name);
    }

    /** Nothing where there is none. */
    void remove() throws ContainerEngineException {
        try {
            engine.delete("/containers/" + name + "?force=1&v=1");
        } catch (ContainerEngineException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    byte[] log(int mostBytes) throws ContainerEngineException {
        return engine.log(name, mostBytes);
    }

    /** The last that it wrote. */
    String said() throws ContainerEngineException {
        return new String(log(SAID), StandardCharsets.UTF_8).strip();
    }

    ServerReadings readings(Instant at, int connections, long storageBytes)
            throws ContainerEngineException {
        JsonNode stats = engine.get("/containers/" + name + "/stats?stream=false&one-shot=true");
        JsonNode disk = stats.path("blkio_stats");
        JsonNode times = disk.path("io_serviced_recursive");
        JsonNode bytes = disk.path("io_service_bytes_recursive");
        JsonNode used = stats.path("cpu_stats").path("cpu_usage");
        return new ServerReadings(
                at,
                connections,
                Duration.ofNanos(used.path("total_usage").asLong()),
                stats.path("memory_stats").path("usage").asLong(),
                storageBytes,
                sum(times, "read"),
                sum(times, "write"),
                sum(bytes, "read"),
                sum(bytes, "write"));
    }

    /** Of all disks; engines write the operation small or with a capital. */
    private static long sum(JsonNode entries, String operation) {
        long sum = 0;
        for (JsonNode entry : entries) {
            if (entry.path("op").asText().equalsIgnoreCase(operation)) {
                sum += entry.path("value").asLong();
            }
        }
        return sum;
    }
}
