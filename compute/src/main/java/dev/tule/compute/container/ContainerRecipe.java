package dev.tule.compute.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tule.compute.Boot;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.MachineId;
import dev.tule.containers.ContainerEngine;
import dev.tule.containers.ContainerEngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * How machines are made into containers of an engine's.
 *
 * @param programs what the first process runs by, on this host
 * @param directory of the driver's machines: containers of several drivers may be at one engine
 */
record ContainerRecipe(
        ContainerEngine engine, ContainerImages images, Path programs, Path directory) {
    /** A label of all containers of Tule's, which is their machine's id. */
    static final String LABEL = "dev.tule.machine";

    /** And one that tells the driver. */
    private static final String DIRECTORY_LABEL = "dev.tule.directory";

    /** Files that are open at once; more than the engine itself may have, it can't give. */
    private static final int MOST_FILES = 16_384;

    private static final int MOST_PROCESSES = 4_096;

    /** What the engine calls a machine's container. */
    String name(MachineId id) {
        UUID whose = UUID.nameUUIDFromBytes(directory.toString().getBytes(StandardCharsets.UTF_8));
        return "tule-" + whose.toString().substring(0, 8) + "-" + id;
    }

    void create(LaunchSpec spec, ContainerFiles files) throws IOException {
        create(spec, files, images.of(((Boot.Archive) spec.boot()).archive()));
    }

    private void create(LaunchSpec spec, ContainerFiles files, String image) throws IOException {
        Boot.Archive boot = (Boot.Archive) spec.boot();
        ObjectNode container = ContainerEngine.object();
        container.put("Image", image);
        container.put("Hostname", hostname(spec));
        container.put("StopSignal", "SIGUSR2");
        container.putArray("Entrypoint").add("/tule/scripts/first");
        boot.command().forEach(container.putArray("Cmd")::add);
        container
                .putObject("Labels")
                .put(LABEL, spec.id().value())
                .put(DIRECTORY_LABEL, directory.toString());
        ObjectNode host = container.putObject("HostConfig");
        // No network of the engine's: frames come out of the cards' sockets.
        host.put("NetworkMode", "none");
        host.putArray("CapAdd").add("NET_ADMIN").add("NET_RAW");
        host.putArray("Devices")
                .addObject()
                .put("PathOnHost", "/dev/net/tun")
                .put("PathInContainer", "/dev/net/tun")
                .put("CgroupPermissions", "rwm");
        host.putArray("Binds")
                .add(programs + ":/tule:ro")
                .add(files.scripts() + ":/tule/scripts:ro")
                .add(files.cards() + ":/tule/cards");
        host.putObject("Tmpfs").put("/run", "mode=755").put("/tmp", "mode=1777");
        host.putObject("LogConfig")
                .put("Type", "json-file")
                .putObject("Config")
                .put("max-size", "16m");
        limit(host, spec);
        host.put("PidsLimit", MOST_PROCESSES);
        var limits = host.putArray("Ulimits");
        for (var limit :
                List.of(new Limit("nofile", MOST_FILES), new Limit("nproc", MOST_PROCESSES))) {
            limits.addObject()
                    .put("Name", limit.name())
                    .put("Soft", limit.most())
                    .put("Hard", limit.most());
        }
        var _ = engine.post("/containers/create?name=" + name(spec.id()), container);
    }

    private record Limit(String name, int most) {}

    private static String hostname(LaunchSpec spec) {
        return spec.id().value().substring(0, Math.min(63, spec.id().value().length()));
    }

    /**
     * Gives a container that doesn't run the size that its next run has: as it is, or, where an
     * engine can't (Podman before 4.5), as another with the same files.
     */
    void resize(LaunchSpec spec, ContainerFiles files) throws IOException {
        ObjectNode size = ContainerEngine.object();
        limit(size, spec);
        try {
            var _ = engine.post("/containers/" + name(spec.id()) + "/update", size);
        } catch (ContainerEngineException e) {
            if (!e.isNotFound()) {
                throw e;
            }
            String name = name(spec.id());
            var _ =
                    engine.post(
                            "/commit?container=%s&repo=%s&tag=latest"
                                    .formatted(name, ownImage(spec.id())),
                            ContainerEngine.object());
            engine.delete("/containers/" + name + "?force=1");
            create(spec, files, ownImage(spec.id()) + ":latest");
        }
    }

    /** What the files of a container are called that was made anew. */
    private String ownImage(MachineId id) {
        return "localhost/" + name(id).toLowerCase(Locale.ROOT);
    }

    /** Removes a machine's container, and what the engine keeps for it. */
    void remove(MachineId id) throws ContainerEngineException {
        for (String target :
                List.of(
                        "/containers/" + name(id) + "?force=1&v=1",
                        "/images/" + ownImage(id) + ":latest?force=1")) {
            try {
                engine.delete(target);
            } catch (ContainerEngineException e) {
                if (!e.isNotFound()) {
                    throw e;
                }
            }
        }
    }

    private static void limit(ObjectNode host, LaunchSpec spec) {
        long bytes = (long) spec.memoryMib() << 20;
        host.put("Memory", bytes);
        host.put("MemorySwap", bytes);
        host.put("NanoCpus", spec.vcpus() * 1_000_000_000L);
    }
}
