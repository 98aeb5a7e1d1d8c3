package dev.tule.engines.artifact;

import dev.tule.engines.EngineVersion;
import java.nio.file.Path;

/**
 * An engine's files on this host.
 *
 * @param home the directory that its programs' own paths start from
 * @param server the program that is the server: {@code postgres}, {@code mariadbd}, {@code mysqld}
 */
public record Installation(EngineVersion version, Path home, Path server) {

    /** Another program of the engine, beside the server. */
    public Path program(String name) {
        return server.resolveSibling(name);
    }
}
