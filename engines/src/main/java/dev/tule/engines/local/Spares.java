package dev.tule.engines.local;

import dev.tule.engines.process.Account;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Copies of templates that were made and synced beforehand, one of each: taking one is a rename, so
 * that neither a thousand files nor the disk stand between a call and its server. Safe for use by
 * many threads and processes; a rename succeeds for one of them.
 */
final class Spares implements AutoCloseable {

    private static final String UNFINISHED = ".unfinished";

    private final Path templates;
    private final Account account;
    private volatile boolean closed;

    /**
     * @param templates the directory whose directories are templates
     */
    Spares(Path templates, Account account) {
        this.templates = templates;
        this.account = account;
    }

    private static Path of(Path template) {
        return template.resolve("spares");
    }

    /**
     * Makes a copy of a template's data of an empty directory; false where there is none to take.
     */
    boolean take(Path template, Path data) throws IOException {
        for (Path spare : finished(template)) {
            try {
                Files.move(spare, data, StandardCopyOption.ATOMIC_MOVE);
                Trees.syncEntries(data.resolve("..").normalize());
                return true;
            } catch (AtomicMoveNotSupportedException | NoSuchFileException e) {
                // On another file system, or somebody else was first.
            }
        }
        return false;
    }

    /** Makes a copy of each template that has none; leaves those that another is busy with. */
    void replenish() throws IOException {
        if (!Files.isDirectory(templates)) {
            return;
        }
        for (Path template : directories(templates)) {
            // Its name ends with the user's number, whose the copies are, too.
            if (template.toString().endsWith("-" + account.uid())) {
                replenish(template);
            }
        }
    }

    private void replenish(Path template) throws IOException {
        if (!Files.isDirectory(of(template))) {
            Files.createDirectories(of(template));
            Files.setPosixFilePermissions(
                    of(template), PosixFilePermissions.fromString("rwx------"));
        }
        try (FileChannel channel =
                        FileChannel.open(
                                of(template).resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null && !closed && finished(template).isEmpty()) {
                make(template);
            }
        } catch (OverlappingFileLockException e) {
            // Another thread is making it.
        }
    }

    private void make(Path template) throws IOException {
        for (Path left : directories(of(template))) {
            Trees.delete(left);
        }
        String name = UUID.randomUUID().toString();
        Path made = of(template).resolve(name + UNFINISHED);
        Trees.copy(template.resolve("data"), made, account, _ -> closed);
        if (closed) {
            Trees.delete(made);
            return;
        }
        Trees.sync(made);
        Files.move(made, of(template).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<Path> finished(Path template) throws IOException {
        if (!Files.isDirectory(of(template))) {
            return List.of();
        }
        return directories(of(template)).stream()
                .filter(spare -> !spare.toString().endsWith(UNFINISHED))
                .toList();
    }

    private static List<Path> directories(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    /** Leaves a copy that is being made unfinished. */
    @Override
    public void close() {
        closed = true;
    }
}
