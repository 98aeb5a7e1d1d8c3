package dev.tule.mtv.models.tasks;

import dev.tule.mtv.Json;
import dev.tule.mtv.Project;
import dev.tule.mtv.models.Databases;
import dev.tule.mtv.models.Q;
import dev.tule.mtv.tasks.Task;
import dev.tule.mtv.tasks.TaskResult.Status;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks of the database, one at a time. Several may run beside one another, in one process or
 * many: each takes a task by changing its row, which one of them can. Belongs to one thread, with
 * the project active on it.
 */
final class TaskWorker {
    private static final System.Logger LOG = System.getLogger(TaskWorker.class.getName());

    /** A task that ends its worker each time must not go round for ever. */
    static final int MAX_ATTEMPTS = 3;

    static final Duration LEASE = Duration.ofMinutes(1);
    private static final int RENEWALS_A_LEASE = 4;
    private static final int MAX_ERROR = 2_000;

    private final Project project;
    private final InstantSource clock;
    private final List<String> queues;
    private final String name = UUID.randomUUID().toString();

    /**
     * A worker.
     *
     * @param queues which queues it works on; none for all
     */
    TaskWorker(Project project, List<String> queues) {
        this.project = project;
        this.clock = project.settings().clock;
        this.queues = List.copyOf(queues);
    }

    /** Runs the next task that is due; says which one that was. */
    Optional<QueuedTask> runNext() {
        giveBackWhatDeadWorkersHeld();
        while (true) {
            Instant now = clock.instant();
            Optional<QueuedTask> next =
                    QueuedTask.objects
                            .filter("status", Status.READY, "runAfter__lte", now, ofMyQueues())
                            .first();
            if (next.isEmpty()) {
                return next;
            }
            if (take(next.get(), now)) {
                QueuedTask taken = QueuedTask.objects.get("pk", next.get().id);
                run(taken);
                return Optional.of(taken);
            }
        }
    }

    private Q ofMyQueues() {
        return queues.isEmpty() ? Q.of() : Q.of("queue__in", queues);
    }

    /** Whoever changes the row has the task. */
    private boolean take(QueuedTask task, Instant now) {
        return QueuedTask.objects
                        .filter("pk", task.id, "status", Status.READY)
                        .update(
                                "status",
                                Status.RUNNING,
                                "worker",
                                name,
                                "attempts",
                                task.attempts + 1,
                                "started",
                                task.started == null ? now : task.started,
                                "leasedUntil",
                                now.plus(LEASE))
                == 1;
    }

    private void giveBackWhatDeadWorkersHeld() {
        Instant now = clock.instant();
        for (QueuedTask lost :
                QueuedTask.objects.filter("status", Status.RUNNING, "leasedUntil__lt", now)) {
            boolean again = lost.attempts < MAX_ATTEMPTS;
            QueuedTask.objects
                    .filter(
                            "pk", lost.id,
                            "status", Status.RUNNING,
                            "worker", lost.worker,
                            "leasedUntil__lt", now)
                    .update(
                            "status", again ? Status.READY : Status.FAILED,
                            "finished", again ? null : now,
                            "errors", lines(lost.errors, "its worker ended"));
        }
    }

    private void run(QueuedTask taken) {
        @Nullable String returned = null;
        @Nullable Exception failure = null;
        try (ScheduledExecutorService renewing =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("lease-", 0).factory())) {
            long period = LEASE.toMillis() / RENEWALS_A_LEASE;
            var _ =
                    renewing.scheduleAtFixedRate(
                            () -> renew(taken), period, period, TimeUnit.MILLISECONDS);
            try {
                returned = Json.write(Task.named(project, taken.task).run(taken.arguments));
            } catch (Exception e) {
                failure = e;
            } finally {
                renewing.shutdownNow();
            }
        }
        if (failure != null) {
            LOG.log(Level.ERROR, "task " + taken.task + " " + taken.token + " failed", failure);
        }
        int mine =
                held(taken)
                        .update(
                                "status",
                                failure == null ? Status.SUCCESSFUL : Status.FAILED,
                                "finished",
                                clock.instant(),
                                "returned",
                                returned,
                                "errors",
                                failure == null
                                        ? taken.errors
                                        : lines(taken.errors, failure.toString()));
        if (mine == 0) {
            LOG.log(
                    Level.WARNING,
                    "task {0} {1} took longer than its lease, and another worker has it now",
                    taken.task,
                    taken.token);
        }
    }

    private void renew(QueuedTask taken) {
        try {
            Databases.of(project)
                    .call(() -> held(taken).update("leasedUntil", clock.instant().plus(LEASE)));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a lease could not be renewed", e);
        }
    }

    private dev.tule.mtv.models.QuerySet<QueuedTask> held(QueuedTask taken) {
        return QueuedTask.objects.filter("pk", taken.id, "status", Status.RUNNING, "worker", name);
    }

    private static String lines(@Nullable String before, String error) {
        String line = error.lines().findFirst().orElse("");
        String cut = line.length() > MAX_ERROR ? line.substring(0, MAX_ERROR) : line;
        return before == null ? cut : before + "\n" + cut;
    }
}
