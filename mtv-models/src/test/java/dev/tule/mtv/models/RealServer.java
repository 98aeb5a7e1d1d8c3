package dev.tule.mtv.models;

import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineOffer;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.EnginesConfig;
import dev.tule.engines.Listening;
import dev.tule.engines.Login;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.local.LocalEngines;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;

/** A database server with an empty database, for one test class, of this module or another. */
public final class RealServer implements AutoCloseable {
    private static final Login MASTER = new Login("master", "a secret of the tests");
    private static final String DATABASE = "library";

    /**
     * Where servers lie unpacked: one place for all modules, whose tests come one after the other.
     */
    private static final Path CACHE = Path.of("..", "mtv-models", "target", "engines-cache");

    private final Path directory;
    private final LocalEngines engines;
    private final DatabaseServer server;

    public RealServer(EngineKind kind) {
        directory = directory();
        engines =
                LocalEngines.open(
                        EnginesConfig.in(directory).withCache(CACHE), InstantSource.system());
        EngineVersion version =
                engines.offers().stream()
                        .filter(EngineOffer::runsHere)
                        .map(EngineOffer::version)
                        .filter(each -> each.kind() == kind)
                        .findFirst()
                        .orElseThrow();
        ServerSpec spec =
                ServerSpec.of(
                        new ServerName("models"),
                        Listening.at(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)));
        server = engines.create(version, spec, MASTER, DATABASE);
    }

    private static Path directory() {
        try {
            Path made = Files.createTempDirectory("tule-models");
            // Servers run as another user when this is root's.
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DatabaseConfig database() {
        return DatabaseConfig.of(
                Databases.DEFAULT, server.jdbcUrl(DATABASE), MASTER.user(), MASTER.password());
    }

    @Override
    public void close() {
        server.delete();
        engines.close();
        try {
            Trees.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
