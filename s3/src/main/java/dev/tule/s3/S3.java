package dev.tule.s3;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.ServedApi;
import dev.tule.s3.bucket.BucketDirectory;
import dev.tule.s3.object.Contents;
import dev.tule.s3.row.Ids;
import dev.tule.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * S3, open: metadata in a store, bytes under a directory. Safe for use by many threads. Close it
 * when no request is being answered any more, and before the store.
 */
public final class S3 implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(S3.class.getName());

    private final Store store;
    private final InstantSource clock;
    private final Ids ids;
    private final BucketDirectory directory;
    private final Contents contents;
    private final ConcurrentHashMap<AccountRegion, S3Service> services = new ConcurrentHashMap<>();
    private final Thread sweeper;

    private S3(
            Store store,
            Path directory,
            S3Config config,
            InstantSource clock,
            RandomGenerator random)
            throws IOException {
        this.store = store;
        this.clock = clock;
        this.ids = new Ids(clock, random);
        this.directory = new BucketDirectory(store);
        this.directory.settle();
        this.contents = new Contents(store, directory, config, ids);
        this.sweeper = Thread.ofPlatform().name("s3-sweeper").daemon().unstarted(this::sweep);
    }

    /**
     * Opens S3, and finishes what a crash interrupted.
     *
     * @param directory for objects' bytes; used by this object alone, made where it is missing
     * @param random for ids
     * @throws IOException when the directory can't be used
     */
    public static S3 open(
            Store store,
            Path directory,
            S3Config config,
            InstantSource clock,
            RandomGenerator random)
            throws IOException {
        S3 s3 = new S3(store, directory, config, clock, random);
        s3.sweeper.start();
        return s3;
    }

    /** What the front door serves. */
    public ServedApi.Sdk<S3Client> api() {
        return new ServedApi.Sdk<>(
                "s3",
                "s3",
                S3Client.class,
                this::client,
                (_, operation, request) -> RequiredPermissions.of(operation, request));
    }

    /**
     * S3 as an account sees it in a region, for callers in this process. Closing it does nothing.
     */
    public S3Client client(AccountRegion where) {
        return services.computeIfAbsent(
                where, w -> new S3Service(w, store, directory, contents, clock, ids));
    }

    /** Waits until what a crash left behind is removed: a start does that beside the requests. */
    public void awaitSweep() throws InterruptedException {
        sweeper.join();
    }

    @Override
    public void close() {
        sweeper.interrupt();
        try {
            sweeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        contents.close();
    }

    private void sweep() {
        try {
            int deleted = new Sweeper(store, directory, contents).sweep();
            if (deleted > 0) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "removed {0} unfinished uploads that a crash had left",
                        deleted);
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the sweep after the start failed", e);
        }
    }
}
