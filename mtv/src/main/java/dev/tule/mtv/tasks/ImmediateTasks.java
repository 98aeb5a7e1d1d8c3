package dev.tule.mtv.tasks;

import dev.tule.mtv.Json;
import dev.tule.mtv.Project;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs each task at once, where it is handed in: for development and tests. Keeps no results, and
 * can't wait for a task's time. Safe for use by many threads.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/tasks/#immediate-execution">Django:
 *     immediate execution</a>
 */
public final class ImmediateTasks implements TaskBackend {
    private static final System.Logger LOG = System.getLogger(ImmediateTasks.class.getName());

    private final InstantSource clock;

    public ImmediateTasks(Project project) {
        this.clock = project.settings().clock;
    }

    @Override
    public <A extends Record> TaskResult enqueue(Task<A> task, A arguments) {
        if (task.runAfter() != null) {
            throw new IllegalArgumentException(
                    "tasks are run at once here: runAfter needs another taskEngine");
        }
        String sent = Json.write(arguments);
        Instant begin = clock.instant();
        String id = UUID.randomUUID().toString();
        try {
            String returned = Json.write(task.run(sent));
            return new TaskResult(
                    id,
                    task.name(),
                    TaskResult.Status.SUCCESSFUL,
                    sent,
                    begin,
                    begin,
                    clock.instant(),
                    1,
                    Json.read(returned),
                    List.of());
        } catch (Exception failure) {
            LOG.log(Level.ERROR, "task " + task.name() + " " + id + " failed", failure);
            return new TaskResult(
                    id,
                    task.name(),
                    TaskResult.Status.FAILED,
                    sent,
                    begin,
                    begin,
                    clock.instant(),
                    1,
                    null,
                    List.of(failure.toString()));
        }
    }

    @Override
    public Optional<TaskResult> result(String id) {
        return Optional.empty();
    }
}
