package dev.tule.engines.container;

import dev.tule.containers.ContainerEngine;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.ServerName;
import dev.tule.engines.engine.Events;
import dev.tule.engines.engine.ServerHome;
import dev.tule.engines.process.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What all containers' servers of one directory have in common.
 *
 * @param deleted told when a server is no more
 */
record ContainerHost(
        ContainerEngine engine,
        Path directory,
        Events events,
        InstantSource clock,
        Consumer<ServerName> deleted) {

    private static final Duration LONGEST_COPY = Duration.ofHours(2);

    /** Directories differ, and so do containers' names: several Tules may be at one engine. */
    DatabaseContainer container(ServerName server) {
        UUID whose = UUID.nameUUIDFromBytes(directory.toString().getBytes(StandardCharsets.UTF_8));
        return new DatabaseContainer(
                engine, "tule-db-%s-%s".formatted(whose.toString().substring(0, 8), server));
    }

    ServerHome home(ServerName server) {
        return new ServerHome(directory.resolve(server.value()));
    }

    /**
     * Who the server is within its container is the image's business, and no user of this host: its
     * data is for everybody, in a directory that nobody passes through.
     */
    void makeHome(ServerHome home) throws IOException {
        Files.createDirectories(home.directory());
        allow(home.directory(), "rwx------");
        Files.createDirectory(home.log());
        Files.createDirectory(home.data());
        allow(home.data(), "rwxrwxrwx");
    }

    /** What is in a directory, with the owners that it has. */
    void copy(Path from, Path to) throws IOException {
        Commands.run(
                List.of("cp", "-a", "--reflink=auto", from + "/.", to.toString()), LONGEST_COPY);
    }

    /**
     * @throws EngineException {@code NOT_SUPPORTED} where we may not read what a container's users
     *     write
     */
    void requireCopies() throws IOException {
        if (!Files.getAttribute(directory, "unix:uid").equals(0)) {
            throw new EngineException(
                    Reason.NOT_SUPPORTED,
                    "data of a container can only be copied where Tule is root's");
        }
    }

    private static void allow(Path directory, String permissions) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    }
}
