package dev.tule.engines.engine;

import dev.tule.engines.Backup;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.process.Account;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Backups as directories: {@code data} and what is known of it. A directory without {@code
 * backup.properties} is no backup: that is written last.
 */
public final class Backups {

    private static final String PROPERTIES = "backup.properties";
    private static final String DATA = "data";
    private static final String ARCHIVED = "archived.properties";
    private static final Set<String> OF_A_PROCESS = Set.of("postmaster.pid", "postmaster.opts");

    private Backups() {}

    /** How a server's data get into a directory, which is there and empty. */
    @FunctionalInterface
    public interface Copying {
        Engine.Copied into(Path data) throws IOException, SQLException, InterruptedException;
    }

    /**
     * Takes a backup.
     *
     * @param password that the administrator has in it
     * @param directory is made; must not exist
     */
    public static Backup take(
            EngineVersion version,
            String password,
            Path directory,
            InstantSource clock,
            Copying copying)
            throws IOException, SQLException, InterruptedException {
        if (Files.exists(directory)) {
            throw new EngineException(Reason.STORAGE, directory + " exists");
        }
        Path data = makeFor(directory);
        Engine.Copied copied;
        try {
            copied = copying.into(data);
            Trees.sync(directory);
        } catch (IOException | SQLException | RuntimeException e) {
            Trees.delete(directory);
            throw e;
        }
        Backup backup =
                new Backup(
                        directory,
                        version,
                        clock.instant(),
                        Trees.size(directory),
                        copied.position());
        write(backup, password, copied.firstSegment());
        return backup;
    }

    /** Copies the data of a server that doesn't run. */
    public static Engine.Copied ofStopped(Path from, Path data) throws IOException {
        Trees.copy(from, data, Account.SELF, path -> OF_A_PROCESS.contains(path.toString()));
        return new Engine.Copied("", "");
    }

    private static Path makeFor(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        return Files.createDirectory(directory.resolve(DATA));
    }

    private static void write(Backup backup, String password, String firstSegment)
            throws IOException {
        Properties properties = new Properties();
        properties.setProperty("engine", backup.version().kind().name());
        properties.setProperty("version", backup.version().number());
        properties.setProperty("taken-at", backup.takenAt().toString());
        properties.setProperty("size-bytes", Long.toString(backup.sizeBytes()));
        properties.setProperty("position", backup.position());
        properties.setProperty("first-segment", firstSegment);
        properties.setProperty("password", password);
        PropertiesFile.write(backup.directory().resolve(PROPERTIES), properties);
    }

    public static Backup read(Path directory) {
        Properties properties = properties(directory);
        try {
            return new Backup(
                    directory,
                    new EngineVersion(
                            EngineKind.valueOf(properties.getProperty("engine")),
                            properties.getProperty("version")),
                    Instant.parse(properties.getProperty("taken-at")),
                    Long.parseLong(properties.getProperty("size-bytes")),
                    properties.getProperty("position"));
        } catch (RuntimeException e) {
            throw new EngineException(
                    Reason.BACKUP, "the backup in " + directory + " is damaged", e);
        }
    }

    /** The password that the administrator has in it. */
    public static String password(Backup backup) {
        return properties(backup.directory()).getProperty("password");
    }

    public static Path data(Backup backup) {
        return backup.directory().resolve(DATA);
    }

    public static Backup copy(Backup backup, Path directory) throws IOException {
        return copy(
                backup, directory, (from, to) -> Trees.copy(from, to, Account.SELF, _ -> false));
    }

    /** Copies what is in a directory into another, which is there and empty. */
    @FunctionalInterface
    public interface Tree {
        void copy(Path from, Path to) throws IOException;
    }

    public static Backup copy(Backup backup, Path directory, Tree tree) throws IOException {
        if (Files.exists(directory)) {
            throw new EngineException(Reason.STORAGE, directory + " exists");
        }
        Properties properties = properties(backup.directory());
        tree.copy(data(backup), makeFor(directory));
        Trees.sync(directory);
        PropertiesFile.write(directory.resolve(PROPERTIES), properties);
        return read(directory);
    }

    private static Properties properties(Path directory) {
        try {
            return PropertiesFile.read(directory.resolve(PROPERTIES));
        } catch (IOException e) {
            throw new EngineException(Reason.BACKUP, "there is no backup in " + directory, e);
        }
    }

    /** Writes down in an archive how far it reaches. */
    public static void noteArchived(Path archive, Instant until) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("until", until.toString());
        PropertiesFile.write(archive.resolve(ARCHIVED), properties);
    }

    /** How far an archive reaches, as far as is known. */
    public static Optional<Instant> archivedUntil(Path archive) {
        try {
            return Optional.of(
                    Instant.parse(
                            PropertiesFile.read(archive.resolve(ARCHIVED)).getProperty("until")));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Removes segments before the first that a backup needs. */
    public static void trim(Path archive, Backup oldest) throws IOException {
        String first = properties(oldest.directory()).getProperty("first-segment", "");
        if (first.isEmpty()) {
            return;
        }
        List<Path> files;
        try (Stream<Path> listed = Files.list(archive)) {
            files = listed.toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString().toUpperCase(Locale.ROOT);
            // A segment's name is its timeline and its place in the log; places are compared.
            boolean segment = name.matches("[0-9A-F]{24}\\.GZ");
            if (segment && name.substring(8, 24).compareTo(first.substring(8)) < 0) {
                Files.delete(file);
            }
        }
    }
}
