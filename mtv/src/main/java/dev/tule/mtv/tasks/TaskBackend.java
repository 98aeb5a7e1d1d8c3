package dev.tule.mtv.tasks;

import java.util.Optional;

/**
 * Takes tasks and has them run. Must be safe for use by many threads.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/tasks/#backends">Django: backends of
 *     tasks</a>
 */
public interface TaskBackend {

    /** Takes a task. When this returns, it will be run, or was. */
    <A extends Record> TaskResult enqueue(Task<A> task, A arguments);

    /** What became of a task; empty where it isn't known, or not any more. */
    Optional<TaskResult> result(String id);
}
