package dev.tule.s3.checksum;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads that compute digests beside the one that reads and writes: MD5, which can't be computed
 * by several cores, is the slowest step of a large upload, and this takes it off the path. Safe for
 * use by many threads.
 */
public final class Digester implements AutoCloseable {
    private final ExecutorService threads;

    /**
     * @param threads how many platform threads, from 1: they compute and never wait
     */
    public Digester(int threads) {
        this.threads =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("s3-digest-", 0).factory());
    }

    /** Starts a run over one body. */
    public Run start(Digests digests) {
        return new Run(digests);
    }

    @Override
    public void close() {
        threads.close();
    }

    /** One body's digests, updated block by block in order. Confined to one thread. */
    public final class Run {
        private final Digests digests;
        private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

        private Run(Digests digests) {
            this.digests = digests;
        }

        /**
         * Waits until the block before this one is digested, then has this one digested. Its bytes
         * must stay as they are until the next call, of this or {@link #await}, returns.
         */
        public void update(byte[] block, int count) {
            await();
            last = CompletableFuture.runAsync(() -> digests.update(block, 0, count), threads);
        }

        /** Waits until everything is digested. */
        public void await() {
            try {
                last.join();
            } catch (CompletionException e) {
                throw new IllegalStateException("a digest failed", e.getCause());
            }
        }
    }
}
