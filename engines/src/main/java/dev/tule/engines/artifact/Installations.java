package dev.tule.engines.artifact;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineOffer;
import dev.tule.engines.EngineOffer.Origin;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.EnginesConfig;
import dev.tule.engines.FetchProgress;
import dev.tule.engines.process.Commands;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The engines of this host: those that are installed and configured, and those unpacked from
 * artifacts into the cache. Safe for use by many threads and processes: a version is unpacked by
 * one of them and shows up whole.
 */
public final class Installations {

    private static final Pattern NUMBER = Pattern.compile("([0-9]+\\.[0-9]+(?:\\.[0-9]+)?)");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of MySQL's artifact, which brings only its TLS library. */
    private static final Map<String, String> MYSQL_LIBRARIES =
            Map.of("libaio.so.1", "libaio1", "libnuma.so.1", "libnuma1");

    private final Path cache;
    private final ArtifactSource source;
    private final Platform platform = Platform.current();
    private final Map<EngineVersion, Installation> installed = new LinkedHashMap<>();

    public Installations(EnginesConfig config) {
        this.cache = config.cache();
        this.source =
                new ArtifactSource(
                        config.repositories(), config.remotes(), cache.resolve("downloads"));
        for (Path server : config.installed()) {
            Installation found = identify(server);
            installed.put(found.version(), found);
        }
    }

    /** What is known and what of it runs here. */
    public List<EngineOffer> offers() {
        List<EngineOffer> offers = new ArrayList<>();
        for (EngineVersion version : installed.keySet()) {
            offers.add(new EngineOffer(version, Origin.INSTALLED, true, null));
        }
        for (EngineVersion version : Catalogue.versions()) {
            if (!installed.containsKey(version)) {
                String obstacle = obstacle(version).orElse(null);
                boolean unpacked = Files.isDirectory(home(version));
                offers.add(new EngineOffer(version, Origin.ARTIFACT, unpacked, obstacle));
            }
        }
        return List.copyOf(offers);
    }

    /**
     * The files of a version, fetched and unpacked if they aren't there.
     *
     * @throws EngineException {@code NOT_FOR_THIS_HOST}, {@code NOT_FETCHED} or {@code STORAGE}
     */
    public Installation require(EngineVersion version, FetchProgress progress) {
        Installation found = installed.get(version);
        if (found != null) {
            return found;
        }
        obstacle(version)
                .ifPresent(
                        obstacle -> {
                            throw new EngineException(Reason.NOT_FOR_THIS_HOST, obstacle);
                        });
        Path home = home(version);
        try {
            if (!Files.isDirectory(home)) {
                unpack(Catalogue.find(version, platform).orElseThrow(), home, progress);
            }
        } catch (IOException e) {
            throw new EngineException(
                    Reason.STORAGE, "could not unpack " + version + ": " + e.getMessage(), e);
        }
        return new Installation(
                version, home, home.resolve("bin").resolve(serverName(version.kind())));
    }

    private void unpack(Artifact artifact, Path home, FetchProgress progress) throws IOException {
        Files.createDirectories(cache);
        Path lock = cache.resolve(home.getFileName() + ".lock");
        synchronized (this) {
            try (FileChannel channel =
                            FileChannel.open(
                                    lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (!held.isValid() || Files.isDirectory(home)) {
                    return;
                }
                Path jar = source.find(artifact, progress);
                Path unfinished = cache.resolve(home.getFileName() + ".unfinished");
                Trees.delete(unfinished);
                Files.createDirectories(unfinished);
                Unpacker.unpack(jar, artifact.packing(), unfinished);
                Trees.sync(unfinished);
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
                if (jar.startsWith(cache)) {
                    Files.delete(jar);
                }
            }
        }
    }

    private Path home(EngineVersion version) {
        return cache.resolve(
                version.kind().name().toLowerCase(Locale.ROOT) + "-" + version.number());
    }

    private Optional<String> obstacle(EngineVersion version) {
        if (installed.containsKey(version)) {
            return Optional.empty();
        }
        if (!Catalogue.versions().contains(version)) {
            return Optional.of(
                    version
                            + " is not known here; known are "
                            + Catalogue.versions()
                            + installed());
        }
        if (Catalogue.find(version, platform).isEmpty()) {
            return Optional.of(
                    "there is no artifact of %s for %s: install a %s server and configure it"
                            .formatted(version, platform, version.kind().title()));
        }
        return version.kind() == EngineKind.MYSQL ? missingLibraries() : Optional.empty();
    }

    private String installed() {
        return installed.isEmpty() ? "" : " and, installed, " + installed.keySet();
    }

    private static Optional<String> missingLibraries() {
        List<String> packages =
                MYSQL_LIBRARIES.entrySet().stream()
                        .filter(library -> !isThere(library.getKey()))
                        .map(Map.Entry::getValue)
                        .sorted()
                        .toList();
        return packages.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "MySQL needs libraries of the system: apt-get install "
                                + String.join(" ", packages));
    }

    private static boolean isThere(String library) {
        return Stream.of(
                        "/lib/x86_64-linux-gnu",
                        "/usr/lib/x86_64-linux-gnu",
                        "/lib64",
                        "/usr/lib64")
                .anyMatch(directory -> Files.exists(Path.of(directory, library)));
    }

    private static String serverName(EngineKind kind) {
        return switch (kind) {
            case POSTGRESQL -> "postgres";
            case MARIADB -> "mariadbd";
            case MYSQL -> "mysqld";
            case SQLSERVER, ORACLE ->
                    throw new IllegalArgumentException(kind.title() + " runs in containers");
        };
    }

    private static Installation identify(Path server) {
        String said;
        try {
            said = Commands.run(List.of(server.toString(), "--version"), PATIENCE);
        } catch (IOException e) {
            throw new EngineException(
                    Reason.NOT_FOR_THIS_HOST, server + " can't be run: " + e.getMessage(), e);
        }
        Matcher number = NUMBER.matcher(said);
        if (!number.find()) {
            throw new EngineException(
                    Reason.NOT_FOR_THIS_HOST, server + " does not tell its version: " + said);
        }
        EngineKind kind =
                said.contains("PostgreSQL")
                        ? EngineKind.POSTGRESQL
                        : said.contains("MariaDB") ? EngineKind.MARIADB : EngineKind.MYSQL;
        Path home = server.toAbsolutePath().resolve("../..").normalize();
        return new Installation(new EngineVersion(kind, number.group(1)), home, server);
    }
}
