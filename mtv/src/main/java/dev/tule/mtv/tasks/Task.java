package dev.tule.mtv.tasks;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.Json;
import dev.tule.mtv.Project;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done outside of a request. Its arguments are a record and travel as JSON, and
 * so does what it returns. Immutable. The application lists it ({@link AppConfig#tasks}), so that a
 * worker in another process finds it by its name.
 *
 * <pre>{@code
 * record Welcome(long user) {}
 *
 * static final Task<Welcome> WELCOME = Task.of("shop.welcome", Welcome.class, Mails::welcome);
 *
 * WELCOME.enqueue(new Welcome(user.id));
 * WELCOME.priority(10).runAfter(tomorrow).enqueue(new Welcome(user.id));
 * }</pre>
 *
 * @param name stays the same over versions, 1 to 200 characters
 * @param type the arguments'
 * @param work what is done
 * @param queue the queue, 1 to 100 characters
 * @param priority from -100 to 100; higher ones are run first
 * @param runAfter not before this moment; null for at once
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/tasks/#django.tasks.Task">Django:
 *     Task</a>
 */
public record Task<A extends Record>(
        String name,
        Class<A> type,
        Work<A> work,
        String queue,
        int priority,
        @Nullable Instant runAfter) {
    /** The queue where nothing else is said. */
    public static final String DEFAULT_QUEUE = "default";

    private static final int MAX_PRIORITY = 100;
    private static final int MAX_NAME = 200;
    private static final int MAX_QUEUE = 100;

    /** What a task does; what it returns must be something that {@link Json} writes. */
    @FunctionalInterface
    public interface Work<A extends Record> {
        @Nullable Object run(A arguments) throws Exception;
    }

    /** Work that returns nothing. */
    @FunctionalInterface
    public interface Action<A extends Record> {
        void run(A arguments) throws Exception;
    }

    public Task {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "a task's name has 1 to " + MAX_NAME + " characters");
        }
        if (queue.isEmpty() || queue.length() > MAX_QUEUE) {
            throw new IllegalArgumentException(
                    "a queue's name has 1 to " + MAX_QUEUE + " characters");
        }
        if (Math.abs(priority) > MAX_PRIORITY) {
            throw new IllegalArgumentException("a task's priority is -100 to 100");
        }
    }

    /** A task that returns nothing. */
    public static <A extends Record> Task<A> of(String name, Class<A> type, Action<A> action) {
        return returning(
                name,
                type,
                arguments -> {
                    action.run(arguments);
                    return null;
                });
    }

    /** A task whose result is kept. */
    public static <A extends Record> Task<A> returning(String name, Class<A> type, Work<A> work) {
        return new Task<>(name, type, work, DEFAULT_QUEUE, 0, null);
    }

    public Task<A> priority(int other) {
        return new Task<>(name, type, work, queue, other, runAfter);
    }

    public Task<A> queue(String other) {
        return new Task<>(name, type, work, other, priority, runAfter);
    }

    /** Not before this moment. */
    public Task<A> runAfter(Instant moment) {
        return new Task<>(name, type, work, queue, priority, moment);
    }

    /**
     * Hands it in to the project's backend.
     *
     * @throws IllegalArgumentException where the arguments can't be written as JSON
     */
    public TaskResult enqueue(A arguments) {
        return Project.current().tasks().enqueue(this, arguments);
    }

    /** Runs it here and now, with arguments as they travel; for backends. */
    public @Nullable Object run(String arguments) throws Exception {
        return work.run(Json.read(arguments, type));
    }

    /**
     * The task of a name among those that a project's applications list.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Task<?> named(Project project, String name) {
        return project.settings().apps.stream()
                .map(AppConfig::tasks)
                .flatMap(tasks -> tasks.stream())
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no application lists a task '" + name + "'"));
    }

    /** Two are the same if they mean the same name, queued in the same way. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Task<?> task
                && task.name.equals(name)
                && task.queue.equals(queue)
                && task.priority == priority
                && Objects.equals(task.runAfter, runAfter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, queue, priority, runAfter);
    }
}
