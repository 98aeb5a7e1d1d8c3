package dev.tule.compute.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tule.compute.DiskCopy;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.disk.DiskImages;
import dev.tule.compute.qmp.QmpException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A copy that QEMU makes while the machine runs. */
final class LiveCopy implements DiskCopy {
    private final QemuRun run;
    private final String name;
    private final Path to;
    private final CompletableFuture<Void> whole;

    LiveCopy(QemuRun run, String name, Path to, CompletableFuture<JsonNode> over) {
        this.run = run;
        this.name = name;
        this.to = to;
        // Not on the thread that brought the news: it reads the answers to what is asked here.
        this.whole = over.handleAsync(this::finish, task -> Thread.ofVirtual().start(task));
    }

    private @Nullable Void finish(@Nullable JsonNode told, @Nullable Throwable failure) {
        try {
            if (failure == null) {
                run.execute("blockdev-del", Map.of("node-name", name));
            }
        } catch (QmpException e) {
            DiskImages.discard(to);
            throw new DriverFailureException("the copy could not be closed", e);
        }
        if (told == null || told.has("error") || !full(told)) {
            DiskImages.discard(to);
            String reason =
                    told == null ? "the machine ended" : told.path("error").asText("given up");
            throw new DriverFailureException("the disk could not be copied: " + reason);
        }
        DiskImages.sync(to);
        return null;
    }

    private static boolean full(JsonNode told) {
        return told.path("offset").asLong() == told.path("len").asLong();
    }

    @Override
    public double progress() {
        if (whole.isDone()) {
            return 1;
        }
        try {
            for (JsonNode job : run.execute("query-block-jobs")) {
                if (job.path("device").asText().equals(name)) {
                    long length = job.path("len").asLong();
                    return length == 0 ? 0 : job.path("offset").asDouble() / length;
                }
            }
            return 1;
        } catch (QmpException e) {
            return 0;
        }
    }

    @Override
    public boolean await(Duration atMost) {
        try {
            whole.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new DriverFailureException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverFailureException("interrupted", e);
        }
    }

    @Override
    public void cancel() {
        if (!whole.isDone()) {
            try {
                run.execute("block-job-cancel", Map.of("device", name, "force", true));
            } catch (QmpException e) {
                // It is over, or the machine is.
            }
        }
    }
}
