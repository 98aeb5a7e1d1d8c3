package dev.tule.compute.qemu;

import dev.tule.compute.Disk;
import dev.tule.compute.DiskCopy;
import dev.tule.compute.DiskFile;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.disk.DiskImages;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A copy of a disk that no machine uses now. It can't be given up half way, and doesn't tell how
 * far it is.
 */
final class RestingCopy implements DiskCopy {
    private static final Duration LONGEST = Duration.ofHours(6);

    private final CompletableFuture<Void> whole;

    private RestingCopy(CompletableFuture<Void> whole) {
        this.whole = whole;
    }

    static RestingCopy begin(DiskImages images, Disk disk, DiskFile to) {
        return new RestingCopy(
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                images.copy(disk.onHost(), to, LONGEST);
                            } catch (DriverFailureException e) {
                                DiskImages.discard(to.path());
                                throw e;
                            }
                        },
                        task -> Thread.ofVirtual().name("copy-of-" + disk.id()).start(task)));
    }

    @Override
    public double progress() {
        return whole.isDone() ? 1 : 0;
    }

    @Override
    public boolean await(Duration atMost) {
        try {
            whole.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new DriverFailureException("the disk could not be copied: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverFailureException("interrupted", e);
        }
    }

    @Override
    public void cancel() {
        // Left to finish: what it writes is removed by its owner.
    }
}
