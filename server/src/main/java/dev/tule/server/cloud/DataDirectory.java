package dev.tule.server.cloud;

import dev.tule.server.config.TuleConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one directory that holds everything a server keeps. Safe to copy when no server runs on it.
 *
 * <pre>
 * format         the version of this layout
 * lock           locked by the process that uses the directory
 * running        process id and addresses of the running server ({@link RunningFile})
 * control.sock   where {@code tule status}, {@code down} and {@code keys} reach it
 * credentials    the administrator's key, in the AWS tools' format
 * secrets.key    what the secrets in the store are encrypted with
 * tule.log       what a server in the background logs
 * store/         the ordered keys of every service (RocksDB)
 * objects/       the bytes of S3's objects
 * </pre>
 *
 * <p>An open one is locked against other processes until it is closed. Not thread-safe.
 */
public final class DataDirectory implements AutoCloseable {
    private static final int FORMAT = 1;

    /** What a server writes there, but for what tells the directory's own state. */
    private static final Set<String> OURS =
            Set.of(
                    "running",
                    "control.sock",
                    "credentials",
                    "secrets.key",
                    "store",
                    "objects",
                    "ec2",
                    "engines");

    private final Path path;
    private @Nullable FileChannel lockChannel;

    private DataDirectory(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /**
     * Locks a data directory, creating it where it is missing.
     *
     * @throws ConfigurationError when it can't be used: in use, not ours, of a newer version, or
     *     not writable
     */
    public static DataDirectory open(Path path) throws ConfigurationError {
        try {
            create(path);
            FileChannel channel =
                    FileChannel.open(
                            path.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw inUse(path);
            }
            return new DataDirectory(path, channel);
        } catch (IOException failure) {
            throw new ConfigurationError(
                    "The data directory %s can't be used (%s): give another with --data."
                            .formatted(path, reason(failure)),
                    failure);
        }
    }

    /** Creates a data directory where it is missing, for what is put into it before a server is. */
    public static void ensure(Path path) throws ConfigurationError, IOException {
        if (!exists(path)) {
            open(path).close();
        }
    }

    /** Whether there is a data directory. */
    static boolean exists(Path path) {
        return Files.exists(path.resolve("format"));
    }

    public Path path() {
        return path;
    }

    public Path store() {
        return path.resolve("store");
    }

    Path secretsKey() {
        return path.resolve("secrets.key");
    }

    public Path objects() {
        return path.resolve("objects");
    }

    /** EC2's machines, their disks and images. */
    public static Path machines(Path directory) {
        return directory.resolve("ec2");
    }

    Path machines() {
        return machines(path);
    }

    /** What RDS keeps beside the database servers: snapshots, backups, archived logs. */
    Path backups() {
        return path.resolve("engines").resolve("backups");
    }

    /**
     * Where database servers live. They refuse to run as root; where this process is root's, they
     * run as another user, who may then pass through this directory: all else in it is closed.
     */
    Path engines() throws IOException {
        Path engines = path.resolve("engines");
        if ("root".equals(System.getProperty("user.name")) && isPosix()) {
            Files.createDirectories(engines);
            try (Stream<Path> entries = Files.list(path)) {
                for (Path entry : entries.filter(found -> !found.equals(engines)).toList()) {
                    Files.setPosixFilePermissions(
                            entry,
                            PosixFilePermissions.fromString(
                                    Files.isDirectory(entry) ? "rwx------" : "rw-------"));
                }
            }
            Files.setPosixFilePermissions(engines, PosixFilePermissions.fromString("rwx--x--x"));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        }
        return engines;
    }

    private boolean isPosix() throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    public CredentialsFile credentials() {
        return credentials(path);
    }

    public static CredentialsFile credentials(Path directory) {
        return new CredentialsFile(directory.resolve("credentials"));
    }

    public RunningFile running() {
        return running(path);
    }

    public static RunningFile running(Path directory) {
        return new RunningFile(directory.resolve("running"));
    }

    public static Path log(Path directory) {
        return directory.resolve("tule.log");
    }

    @Override
    public void close() {
        FileChannel channel = lockChannel;
        lockChannel = null;
        if (channel != null) {
            try {
                channel.close(); // ends the lock too
            } catch (IOException failure) {
                System.getLogger(DataDirectory.class.getName())
                        .log(System.Logger.Level.WARNING, "The lock file did not close", failure);
            }
        }
    }

    private static void create(Path path) throws IOException, ConfigurationError {
        if (!Files.isDirectory(path)) {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(path, AtomicFile.ownerOnly(path, "rwx------"));
        }
        Path format = path.resolve("format");
        if (Files.exists(format)) {
            checkFormat(path, Files.readString(format).strip());
        } else {
            checkFresh(path);
            closeToOthers(path);
            AtomicFile.write(format, FORMAT + "\n");
        }
    }

    /**
     * Nobody's files are mixed up with ours: a directory that is there must be empty, or hold a
     * {@code tule.yaml}, which says what it is for. What that names (secrets, certificates) may lie
     * beside it, but nothing of the names that are ours.
     */
    private static void checkFresh(Path path) throws IOException, ConfigurationError {
        boolean meant = Files.exists(path.resolve(TuleConfig.FILE));
        try (Stream<Path> entries = Files.list(path)) {
            Optional<String> strange =
                    entries.map(entry -> String.valueOf(entry.getFileName()))
                            .filter(name -> !name.equals("lock") && !name.equals("lost+found"))
                            .filter(name -> !meant || OURS.contains(name))
                            .findFirst();
            if (strange.isPresent()) {
                throw new ConfigurationError(
                        "%s has files in it and is not a data directory of Tule (%s is in the way): give another with --data."
                                .formatted(path, strange.get()));
            }
        }
    }

    /** As a directory is that we make ourselves. */
    private static void closeToOthers(Path path) {
        try {
            if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException failure) {
            System.getLogger(DataDirectory.class.getName())
                    .log(System.Logger.Level.WARNING, path + " stays open to others", failure);
        }
    }

    private static void checkFormat(Path path, String found) throws ConfigurationError {
        if (!found.equals(Integer.toString(FORMAT))) {
            throw new ConfigurationError(
                    "The data in %s has format %s and this Tule reads format %d: start the Tule that wrote it, or give another directory with --data."
                            .formatted(path, found, FORMAT));
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }

    private static ConfigurationError inUse(Path path) throws IOException {
        Optional<RunningFile.Running> running = running(path).read();
        String who =
                running.map(
                                r ->
                                        "process %d, %s and %s"
                                                .formatted(
                                                        r.process(),
                                                        r.webAddress(),
                                                        r.awsAddress()))
                        .orElse("still starting, or a command at work");
        return new ConfigurationError(
                "Tule already runs on the data in %s (%s): use it, stop it with 'tule down', or give another directory with --data."
                        .formatted(path, who));
    }

    private static String reason(IOException failure) {
        return failure.getClass().getSimpleName().replaceAll("(Exception|Error)$", "")
                + ": "
                + failure.getMessage();
    }
}
