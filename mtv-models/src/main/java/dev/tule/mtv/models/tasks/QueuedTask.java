package dev.tule.mtv.models.tasks;

import dev.tule.mtv.Json;
import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.tasks.Task;
import dev.tule.mtv.tasks.TaskResult;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task that was handed in. */
@Entity
@Meta(ordering = {"-priority", "runAfter", "id"})
@Table(
        name = "tasks_task",
        indexes =
                @Index(
                        name = "ix_tasks_task_waiting",
                        columnList = "status, queue, priority, run_after"))
public class QueuedTask extends Model {
    public static final QuerySet<QueuedTask> objects = objects(QueuedTask.class);

    @Id public long id;

    /** What its result is asked for by: nobody can guess another one's. */
    @Column(length = 36, unique = true)
    public String token = "";

    @Column(length = 200)
    public String task = "";

    @Column(length = 100)
    public String queue = Task.DEFAULT_QUEUE;

    public int priority;
    public TaskResult.Status status = TaskResult.Status.READY;

    /** JSON. */
    @Lob public String arguments = "";

    public Instant enqueued = Instant.EPOCH;
    public Instant runAfter = Instant.EPOCH;
    public @Nullable Instant started;
    public @Nullable Instant finished;
    public int attempts;

    /** Until when its worker has it, while it is run. */
    public @Nullable Instant leasedUntil;

    /** The worker that has it. */
    @Column(length = 36)
    public @Nullable String worker;

    /** JSON. */
    @Lob public @Nullable String returned;

    /** A line for each attempt that failed. */
    @Lob public @Nullable String errors;

    TaskResult result() {
        return new TaskResult(
                token,
                task,
                status,
                arguments,
                enqueued,
                started,
                finished,
                attempts,
                returned == null ? null : Json.read(returned),
                errors == null ? List.of() : errors.lines().toList());
    }
}
