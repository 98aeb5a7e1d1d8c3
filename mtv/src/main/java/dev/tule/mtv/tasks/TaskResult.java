package dev.tule.mtv.tasks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a task that was handed in, as it was when this was read. Arguments may be private
 * and are not in {@link #toString}.
 *
 * @param id what to ask the backend for it by
 * @param task the task's name
 * @param status how far it is
 * @param arguments its arguments, as JSON
 * @param enqueuedAt when it was handed in
 * @param startedAt when it was first begun; null before
 * @param finishedAt when it ended; null before
 * @param attempts how often it was begun
 * @param returned what it returned, as {@link dev.tule.mtv.Json} reads it; null before
 * @param errors the exceptions of attempts that failed, each class and message
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/tasks/#task-results">Django: task
 *     results</a>
 */
public record TaskResult(
        String id,
        String task,
        Status status,
        String arguments,
        Instant enqueuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        int attempts,
        @Nullable Object returned,
        List<String> errors) {

    /** How far a task is. */
    public enum Status {
        READY,
        RUNNING,
        FAILED,
        SUCCESSFUL
    }

    public TaskResult {
        errors = List.copyOf(errors);
    }

    public boolean isFinished() {
        return status == Status.FAILED || status == Status.SUCCESSFUL;
    }

    @Override
    public String toString() {
        return "TaskResult[" + task + " " + id + " " + status + "]";
    }
}
