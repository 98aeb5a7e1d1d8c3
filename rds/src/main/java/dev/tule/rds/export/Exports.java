package dev.tule.rds.export;

import dev.tule.aws.stored.Form;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Rows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.model.ExportTask;

/**
 * The export tasks there are: those under way and the last that have ended. Safe for use by many
 * threads.
 */
public final class Exports {
    static final String STARTING = "STARTING";
    static final String IN_PROGRESS = "IN_PROGRESS";
    static final String CANCELING = "CANCELING";
    static final String CANCELED = "CANCELED";
    static final String COMPLETE = "COMPLETE";
    static final String FAILED = "FAILED";

    /** How one stands in the store, under the names of the wire. */
    static final Form<ExportTask> FORM = Form.ofSdk(ExportTask.class, ExportTask::builder);

    /** RDS User Guide, "Limitations" of exports. */
    private static final int MOST_UNDER_WAY = 5;

    private static final int MOST_KEPT = 1000;
    private static final List<String> UNDER_WAY = List.of(STARTING, IN_PROGRESS, CANCELING);

    private final Rows<ExportTask> rows =
            new Rows<>("export-task", FORM, ExportTask::exportTaskIdentifier);

    List<ExportTask> all(Snapshot snapshot) {
        return rows.all(snapshot);
    }

    Optional<ExportTask> find(Snapshot snapshot, String id) {
        return rows.find(snapshot, id);
    }

    /** Those that have not ended, in the order in which they were asked for. */
    List<ExportTask> underWay(Snapshot snapshot) {
        return all(snapshot).stream()
                .filter(task -> UNDER_WAY.contains(task.status()))
                .sorted(Comparator.comparing(ExportTask::taskStartTime))
                .toList();
    }

    /** Whether a snapshot is being exported, or about to be. */
    public boolean isExporting(Snapshot snapshot, String arn) {
        return underWay(snapshot).stream().anyMatch(task -> task.sourceArn().equals(arn));
    }

    void begin(Transaction transaction, ExportTask task) {
        if (rows.has(transaction, task.exportTaskIdentifier())) {
            throw Faults.exportTaskExists(task.exportTaskIdentifier());
        }
        if (isExporting(transaction, task.sourceArn())) {
            throw Faults.exportSourceState(
                    task.sourceArn() + " is being exported: wait for that task to end.");
        }
        if (underWay(transaction).size() >= MOST_UNDER_WAY) {
            throw Faults.exportTaskState(
                    "%d export tasks are under way: wait for one to end."
                            .formatted(MOST_UNDER_WAY));
        }
        forget(transaction);
        rows.put(transaction, task);
    }

    private void forget(Transaction transaction) {
        List<ExportTask> ended =
                all(transaction).stream()
                        .filter(task -> !UNDER_WAY.contains(task.status()))
                        .sorted(Comparator.comparing(ExportTask::taskStartTime))
                        .toList();
        ended.stream()
                .limit(Math.max(0, ended.size() - MOST_KEPT))
                .forEach(task -> rows.delete(transaction, task.exportTaskIdentifier()));
    }

    /** Changes a task that is still there. */
    void change(Transaction transaction, String id, Consumer<ExportTask.Builder> change) {
        find(transaction, id)
                .ifPresent(
                        task -> {
                            ExportTask.Builder builder = task.toBuilder();
                            change.accept(builder);
                            rows.put(transaction, builder.build());
                        });
    }
}
