package dev.tule.engines.engine;

import java.nio.file.Path;

/** The directory of a server and what lies in it. */
public record ServerHome(Path directory) {

    /** The engine's own files: all that a backup has to hold. */
    public Path data() {
        return directory.resolve("data");
    }

    /** What is written anew for each start: settings, certificate, scripts. */
    public Path configuration() {
        return directory.resolve("configuration");
    }

    public Path configuration(String file) {
        return configuration().resolve(file);
    }

    public Path log() {
        return directory.resolve("log");
    }

    /** What the server writes before it logs. */
    public Path output() {
        return log().resolve("output.log");
    }

    /** The engine's sockets and temporary files. */
    public Path run() {
        return directory.resolve("run");
    }

    /** What this server is; for its owner alone. */
    public Path record() {
        return directory.resolve("server.properties");
    }
}
