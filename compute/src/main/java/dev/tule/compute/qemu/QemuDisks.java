package dev.tule.compute.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tule.compute.Disk;
import dev.tule.compute.DiskCopy;
import dev.tule.compute.DiskCounters;
import dev.tule.compute.DiskId;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.disk.DiskImages;
import dev.tule.compute.qmp.QmpException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** What is done to the disks of a machine that runs. */
final class QemuDisks {
    private static final AtomicLong COPIES = new AtomicLong();

    private QemuDisks() {}

    /** Plugs a disk in. */
    static void plug(QemuRun run, Disk disk) throws QmpException {
        plug(run, disk, CommandLine.device(disk.id()));
    }

    /** Plugs a disk in where the system looks for its first, second and so on. */
    static void plug(QemuRun run, Disk disk, int place) throws QmpException {
        Map<String, Object> device = CommandLine.device(disk.id());
        device.put("scsi-id", place);
        plug(run, disk, device);
    }

    private static void plug(QemuRun run, Disk disk, Map<String, Object> device)
            throws QmpException {
        run.execute("blockdev-add", CommandLine.blockdev(disk));
        try {
            run.execute("device_add", device);
        } catch (QmpException e) {
            run.execute("blockdev-del", node(disk.id()));
            throw e;
        }
    }

    /** Pulls a disk out; false when the system hasn't let go of it within the grace. */
    static boolean pull(QemuRun run, DiskId disk, Duration grace) throws QmpException {
        String device = CommandLine.deviceName(disk);
        CompletableFuture<JsonNode> gone = run.deviceGone(device);
        run.execute("device_del", Map.of("id", device));
        try {
            gone.get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new DriverFailureException("the machine ended before " + disk + " was out", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverFailureException("interrupted", e);
        }
        run.execute("blockdev-del", node(disk));
        return true;
    }

    static void resize(QemuRun run, DiskId disk, long sizeBytes) throws QmpException {
        run.execute(
                "block_resize", Map.of("node-name", CommandLine.nodeName(disk), "size", sizeBytes));
    }

    private static Map<String, String> node(DiskId disk) {
        return Map.of("node-name", CommandLine.nodeName(disk));
    }

    /** Begins to copy a disk as it is now. */
    static DiskCopy copy(QemuRun run, DiskImages images, DiskId disk, Path to) throws QmpException {
        images.create(to, size(run, disk));
        String name = "copy-" + COPIES.incrementAndGet();
        try {
            run.execute(
                    "blockdev-add",
                    Map.of(
                            "driver",
                            "qcow2",
                            "node-name",
                            name,
                            "file",
                            Map.of("driver", "file", "filename", to.toString())));
        } catch (QmpException e) {
            DiskImages.discard(to);
            throw e;
        }
        CompletableFuture<JsonNode> over = run.jobOver(name);
        try {
            run.execute(
                    "blockdev-backup",
                    Map.of(
                            "job-id",
                            name,
                            "device",
                            CommandLine.nodeName(disk),
                            "target",
                            name,
                            "sync",
                            "full"));
        } catch (QmpException e) {
            run.execute("blockdev-del", Map.of("node-name", name));
            DiskImages.discard(to);
            throw e;
        }
        return new LiveCopy(run, name, to, over);
    }

    private static long size(QemuRun run, DiskId disk) throws QmpException {
        for (JsonNode node : run.execute("query-named-block-nodes", Map.of("flat", true))) {
            if (node.path("node-name").asText().equals(CommandLine.nodeName(disk))) {
                return node.path("image").path("virtual-size").asLong();
            }
        }
        throw new DriverFailureException("the machine has no disk " + disk);
    }

    static Map<DiskId, DiskCounters> counters(QemuRun run, LaunchSpec spec) throws QmpException {
        Map<DiskId, DiskCounters> counters = new HashMap<>();
        for (JsonNode device : run.execute("query-blockstats")) {
            String node = device.path("node-name").asText();
            JsonNode stats = device.path("stats");
            for (Disk disk : spec.disks()) {
                if (node.equals(CommandLine.nodeName(disk.id()))) {
                    counters.put(
                            disk.id(),
                            new DiskCounters(
                                    stats.path("rd_bytes").asLong(),
                                    stats.path("wr_bytes").asLong(),
                                    stats.path("rd_operations").asLong(),
                                    stats.path("wr_operations").asLong()));
                }
            }
        }
        return counters;
    }
}
