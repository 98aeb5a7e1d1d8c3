package dev.tule.rds.export;

import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.Engines;
import dev.tule.engines.Listening;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.SourceRange;
import dev.tule.rds.Surroundings;
import dev.tule.rds.event.EventLog;
import dev.tule.rds.export.ExportTarget.Destination;
import dev.tule.rds.instance.Instances;
import dev.tule.rds.resource.Directories;
import dev.tule.rds.resource.Place;
import dev.tule.rds.snapshot.SavedSnapshot;
import dev.tule.rds.snapshot.Snapshots;
import dev.tule.store.Transaction;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.model.ExportTask;

/**
 * Does export tasks, one after another, in the order in which they were asked for: restores the
 * snapshot into a server that nobody else knows of, reads that, and deletes it. A task stays in its
 * row until it has ended; after a crash it is done again from its beginning, and what it wrote is
 * written over.
 *
 * <p>One virtual thread; {@link #wake} may be called from any.
 */
public final class Exporter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Exporter.class.getName());
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final String SERVERS = "export-";
    private static final int LONGEST_CAUSE = 1000;
    private static final int ALL = 100;

    private final Place place;
    private final Surroundings around;
    private final Instances instances;
    private final Snapshots snapshots;
    private final Exports exports;
    private final EventLog events;
    private final BlockingQueue<Boolean> wakes = new ArrayBlockingQueue<>(1);
    private final Thread thread;

    public Exporter(
            Place place,
            Surroundings around,
            Instances instances,
            Snapshots snapshots,
            Exports exports,
            EventLog events) {
        this.place = place;
        this.around = around;
        this.instances = instances;
        this.snapshots = snapshots;
        this.exports = exports;
        this.events = events;
        this.thread = Thread.ofVirtual().name("rds-exports").unstarted(this::run);
    }

    /** Deletes servers that an earlier run has left. */
    public static void sweep(Engines engines) {
        engines.servers().stream()
                .filter(server -> server.name().value().startsWith(SERVERS))
                .forEach(Exporter::discard);
    }

    /** One that can't be deleted now is tried again at the next start, and in nobody's way. */
    private static void discard(DatabaseServer server) {
        try {
            server.delete();
        } catch (EngineException e) {
            LOG.log(Level.WARNING, server.name() + " was left by an export and stays", e);
        }
    }

    /** Takes up what an earlier run has not finished. */
    public void start() {
        Directories.delete(snapshots.exports());
        thread.start();
    }

    /** Says that there is a task, or that one is to end. */
    void wake() {
        boolean _ = wakes.offer(true);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Optional<ExportTask> next =
                        place.read(rows -> exports.underWay(rows).stream().findFirst());
                if (next.isPresent()) {
                    perform(next.get());
                } else {
                    Boolean _ = wakes.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void perform(ExportTask task) {
        try {
            new Progress(task).check();
            change(task, t -> t.status(Exports.IN_PROGRESS));
            export(task);
        } catch (ExportCanceledException e) {
            if (!Thread.currentThread().isInterrupted()) {
                end(task, "canceled", t -> t.status(Exports.CANCELED));
            }
        } catch (SQLException | IOException | RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                fail(task, e);
            }
        }
    }

    private void fail(ExportTask task, Exception failure) {
        boolean expected =
                failure instanceof SQLException
                        || failure instanceof IOException
                        || failure instanceof EngineException;
        LOG.log(
                expected ? Level.WARNING : Level.ERROR,
                "export task " + task.exportTaskIdentifier() + " failed",
                failure);
        String cause = expected ? String.valueOf(failure.getMessage()) : "An internal error.";
        end(
                task,
                "failed",
                t ->
                        t.status(Exports.FAILED)
                                .failureCause(
                                        cause.substring(
                                                0, Math.min(cause.length(), LONGEST_CAUSE))));
    }

    private void export(ExportTask task) throws SQLException, IOException, ExportCanceledException {
        SavedSnapshot source =
                place.read(rows -> snapshots.find(rows, SavedSnapshot.idOf(task.sourceArn())))
                        .orElseThrow(() -> new IOException("The snapshot is there no more."));
        Path scratch = snapshots.exports().resolve(snapshots.newDirectory());
        ServerName name = new ServerName(SERVERS + snapshots.newDirectory());
        Directories.make(scratch);
        try {
            DatabaseServer server = restore(source, name);
            SnapshotExport export =
                    new SnapshotExport(
                            server,
                            plan(task, source),
                            around.neighbours().exports(),
                            scratch,
                            place.clock(),
                            new Progress(task));
            ExportResult result = export.run();
            server.delete();
            complete(task, export, result);
        } finally {
            clear(name, scratch);
        }
    }

    private DatabaseServer restore(SavedSnapshot source, ServerName name) {
        Engines engines = around.engines();
        return engines.restore(engines.backupAt(snapshots.backup(source)), spec(name));
    }

    private static ServerSpec spec(ServerName name) {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        List<SourceRange> us = List.of(SourceRange.parse("127.0.0.1/32"));
        return ServerSpec.of(name, Listening.at(anyPort).withSources(us));
    }

    private SnapshotExport.Plan plan(ExportTask task, SavedSnapshot source) {
        return new SnapshotExport.Plan(
                task.exportTaskIdentifier(),
                task.s3Prefix(),
                ExportOperations.scope(source, task.exportOnly()),
                new Destination(place.where(), task.s3Bucket(), task.iamRoleArn()));
    }

    /** Also when this thread is to end: what it has made must not stay. */
    private void clear(ServerName name, Path scratch) {
        boolean interrupted = Thread.interrupted();
        try {
            around.engines().server(name).ifPresent(DatabaseServer::delete);
            Directories.delete(scratch);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void complete(ExportTask task, SnapshotExport export, ExportResult result)
            throws IOException {
        String warning =
                result.skipped().isEmpty()
                        ? task.warningMessage()
                        : task.warningMessage()
                                + " Skipped, for their names or their columns': "
                                + String.join(", ", result.skipped());
        ExportTask done =
                task.toBuilder()
                        .status(Exports.COMPLETE)
                        .percentProgress(ALL)
                        .totalExtractedDataInGB(gigabytes(result.bytes()))
                        .warningMessage(
                                warning.substring(0, Math.min(warning.length(), LONGEST_CAUSE)))
                        .taskEndTime(place.now())
                        .build();
        export.describe(description(done));
        end(
                task,
                "completed",
                t ->
                        t.status(done.status())
                                .percentProgress(done.percentProgress())
                                .totalExtractedDataInGB(done.totalExtractedDataInGB())
                                .warningMessage(done.warningMessage()));
    }

    private static int gigabytes(long bytes) {
        return (int) (bytes >> 30);
    }

    /** What {@code export_info} says. */
    private static Map<String, Object> description(ExportTask task) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("exportTaskIdentifier", task.exportTaskIdentifier());
        info.put("sourceArn", task.sourceArn());
        info.put("exportOnly", task.exportOnly());
        info.put("snapshotTime", task.snapshotTime().toString());
        info.put("taskStartTime", task.taskStartTime().toString());
        info.put("taskEndTime", task.taskEndTime().toString());
        info.put("s3Bucket", task.s3Bucket());
        info.put("s3Prefix", task.s3Prefix());
        info.put("iamRoleArn", task.iamRoleArn());
        info.put("kmsKeyId", task.kmsKeyId());
        info.put("status", task.status());
        info.put("percentProgress", task.percentProgress());
        info.put("totalExportedDataInGB", task.totalExtractedDataInGB());
        info.put("warningMessage", task.warningMessage());
        return info;
    }

    private void change(ExportTask task, Consumer<ExportTask.Builder> change) {
        place.change(rows -> exports.change(rows, task.exportTaskIdentifier(), change));
    }

    private void end(ExportTask task, String how, Consumer<ExportTask.Builder> change) {
        Optional<SavedSnapshot> removed =
                place.transact(
                        rows -> {
                            exports.change(
                                    rows,
                                    task.exportTaskIdentifier(),
                                    t -> change.accept(t.taskEndTime(place.now())));
                            events.ofSnapshot(
                                    rows,
                                    SavedSnapshot.idOf(task.sourceArn()),
                                    task.sourceArn(),
                                    "notification",
                                    "The DB snapshot export task %s %s"
                                            .formatted(task.exportTaskIdentifier(), how));
                            return removeHeld(rows, task);
                        });
        removed.ifPresent(snapshot -> Directories.delete(snapshots.backup(snapshot)));
    }

    /** An automated backup that only this task has kept: its instance was deleted meanwhile. */
    private Optional<SavedSnapshot> removeHeld(Transaction rows, ExportTask task) {
        Optional<SavedSnapshot> held =
                snapshots
                        .find(rows, SavedSnapshot.idOf(task.sourceArn()))
                        .filter(SavedSnapshot::isAutomated)
                        .filter(saved -> instances.byResource(rows, saved.source()).isEmpty());
        held.ifPresent(saved -> snapshots.remove(rows, saved));
        return held;
    }

    /** Ends a task that is to be canceled, and all when this thread is to end. */
    private final class Progress implements ExportProgress {
        private final ExportTask task;

        Progress(ExportTask task) {
            this.task = task;
        }

        @Override
        public void check() throws ExportCanceledException {
            boolean canceled =
                    place.read(rows -> exports.find(rows, task.exportTaskIdentifier()))
                            .filter(now -> !Exports.CANCELING.equals(now.status()))
                            .isEmpty();
            if (canceled || Thread.currentThread().isInterrupted()) {
                throw new ExportCanceledException();
            }
        }

        @Override
        public void reached(int percent, long bytes) {
            change(task, t -> t.percentProgress(percent).totalExtractedDataInGB(gigabytes(bytes)));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
