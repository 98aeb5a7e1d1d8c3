package dev.tule.compute.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tule.compute.Disk;
import dev.tule.compute.DiskCopy;
import dev.tule.compute.DiskCounters;
import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskId;
import dev.tule.compute.DiskKey;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.disk.BlockOptions;
import dev.tule.compute.disk.DiskImages;
import dev.tule.compute.qmp.QmpException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /**
     * Plugs the disks of a machine in that hasn't begun to run, the root first.
     *
     * @param first the place of the first that it hasn't yet
     */
    static void plugAll(QemuRun run, LaunchSpec spec, int first) throws QmpException {
        for (int place = first; place < spec.disks().size(); place++) {
            Disk disk = spec.disks().get(place);
            plug(run, disk, CommandLine.device(spec, disk, place));
        }
    }

    /** Plugs a disk in. */
    static void plug(QemuRun run, Disk disk) throws QmpException {
        plug(run, disk, CommandLine.device(disk.id()));
    }

    private static void plug(QemuRun run, Disk disk, Map<String, Object> device)
            throws QmpException {
        open(run, disk.onHost(), CommandLine.blockdev(disk));
        try {
            run.execute("device_add", device);
        } catch (QmpException e) {
            run.execute("blockdev-del", node(disk.id()));
            throw e;
        }
    }

    /**
     * Has QEMU open a file. It needs the key only for that, so it isn't left there.
     *
     * @param node what else there is to say of the node
     */
    private static void open(QemuRun run, DiskFile file, Map<String, Object> node)
            throws QmpException {
        node.putAll(BlockOptions.of(file));
        DiskKey key = file.key();
        if (key == null) {
            run.execute("blockdev-add", node);
            return;
        }
        run.execute(
                "object-add",
                Map.of("qom-type", "secret", "id", BlockOptions.SECRET, "data", key.passphrase()));
        try {
            run.execute("blockdev-add", node);
        } finally {
            run.execute("object-del", Map.of("id", BlockOptions.SECRET));
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
    static DiskCopy copy(QemuRun run, DiskId disk, DiskFile to) throws QmpException {
        String name = "copy-" + COPIES.incrementAndGet();
        try {
            Map<String, Object> target = new LinkedHashMap<>();
            target.put("node-name", name);
            open(run, to, target);
        } catch (QmpException e) {
            DiskImages.discard(to.path());
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
            DiskImages.discard(to.path());
            throw e;
        }
        return new LiveCopy(run, name, to.path(), over);
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
