package dev.tule.mtv.models.tasks;

import dev.tule.mtv.Json;
import dev.tule.mtv.Project;
import dev.tule.mtv.tasks.Task;
import dev.tule.mtv.tasks.TaskBackend;
import dev.tule.mtv.tasks.TaskResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps tasks in the database until a worker runs them: {@code ./tule dbworker}. Needs {@link
 * TasksConfig} among the applications. Safe for use by many threads.
 */
public final class DatabaseTasks implements TaskBackend {
    private final InstantSource clock;

    public DatabaseTasks(Project project) {
        this.clock = project.settings().clock;
    }

    @Override
    public <A extends Record> TaskResult enqueue(Task<A> task, A arguments) {
        Task.named(Project.current(), task.name()); // else no worker would find it
        Instant now = clock.instant();
        QueuedTask queued = new QueuedTask();
        queued.token = UUID.randomUUID().toString();
        queued.task = task.name();
        queued.queue = task.queue();
        queued.priority = task.priority();
        queued.arguments = Json.write(arguments);
        queued.enqueued = now;
        Instant after = task.runAfter();
        queued.runAfter = after == null ? now : after;
        queued.save();
        return queued.result();
    }

    @Override
    public Optional<TaskResult> result(String id) {
        return QueuedTask.objects.find("token", id).map(QueuedTask::result);
    }
}
