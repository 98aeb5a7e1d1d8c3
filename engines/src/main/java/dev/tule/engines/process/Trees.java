package dev.tule.engines.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Directories with all that is in them. Symbolic links are not followed. */
public final class Trees {

    /** Files are synced by so many threads: each waits for the disk, which takes them together. */
    private static final int SYNC_THREADS = 8;

    private static final Duration SYNC = Duration.ofMinutes(10);

    private Trees() {}

    /**
     * Copies what a running server may change meanwhile: files that vanish are left out. The file
     * system shares blocks where it can; nothing is hard-linked, since servers write in place. The
     * copy belongs to the account.
     *
     * @param leftOut paths, relative to the directory, that are not copied
     */
    public static void copy(Path from, Path to, Account account, Predicate<Path> leftOut)
            throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        if (leftOut.test(from.relativize(directory))) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Path made = Files.createDirectories(to.resolve(from.relativize(directory)));
                        Files.setPosixFilePermissions(
                                made, PosixFilePermissions.fromString("rwx------"));
                        account.own(made);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Path relative = from.relativize(file);
                        boolean plain = attributes.isRegularFile() || attributes.isSymbolicLink();
                        if (plain && !leftOut.test(relative)) {
                            copyFile(file, to.resolve(relative), account);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }
                });
    }

    private static void copyFile(Path from, Path to, Account account) throws IOException {
        try {
            Files.copy(
                    from,
                    to,
                    LinkOption.NOFOLLOW_LINKS,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            if (Files.exists(from)) {
                throw e;
            }
            return;
        }
        account.own(to);
    }

    /** Gives a directory and all that is in it to the account. */
    public static void own(Path directory, Account account) throws IOException {
        if (account.isOther()) {
            for (Path path : all(directory)) {
                account.own(path);
            }
        }
    }

    /** Removes a directory and all that is in it; nothing when it isn't there. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path path : all(directory).reversed()) {
            Files.deleteIfExists(path);
        }
    }

    /** What the files hold; those that vanish meanwhile count nothing. */
    public static long size(Path directory) throws IOException {
        long[] size = new long[1];
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        size[0] += attributes.size();
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        return size[0];
    }

    /**
     * Returns when all that is in a directory is on stable storage. Where the host can, its file
     * system is synced once: a data directory has a thousand files, and syncing each takes ten
     * times as long.
     */
    public static void sync(Path directory) throws IOException {
        if (Files.isDirectory(Path.of("/proc/self"))) {
            try {
                Commands.run(List.of("sync", "-f", directory.toString()), SYNC);
                return;
            } catch (IOException e) {
                // An older or smaller `sync`: then one by one.
            }
        }
        syncEach(directory);
    }

    /** Returns when what a directory is called and what it lists is on stable storage. */
    public static void syncEntries(Path directory) throws IOException {
        try {
            syncOne(directory);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void syncEach(Path directory) throws IOException {
        List<Path> paths =
                all(directory).stream().filter(path -> !Files.isSymbolicLink(path)).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(SYNC_THREADS)) {
            List<Future<?>> syncs = new ArrayList<>();
            for (Path path : paths) {
                syncs.add(threads.submit(() -> syncOne(path)));
            }
            for (Future<?> sync : syncs) {
                sync.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("could not sync " + directory, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        syncOne(directory.toAbsolutePath().resolve("..").normalize());
    }

    private static void syncOne(Path path) {
        // A directory opened for reading can be synced: so its entries are on the disk.
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            // A running server removed it: then nothing of it needs to last.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Directories before what is in them. */
    private static List<Path> all(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
