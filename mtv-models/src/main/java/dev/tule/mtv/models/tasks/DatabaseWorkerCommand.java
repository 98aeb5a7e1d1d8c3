package dev.tule.mtv.models.tasks;

import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs tasks of the database until it is interrupted; several may run beside one another. */
@Command(name = "dbworker", description = "Runs tasks that wait in the database.")
final class DatabaseWorkerCommand extends BaseCommand {
    @Option(
            names = "--queue",
            paramLabel = "NAME",
            description = "A queue to work on, may be repeated; by default all.")
    private List<String> queues = new ArrayList<>();

    @Option(names = "--batch", description = "Ends when no task is due any more.")
    private boolean batch;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "How long to wait where no task is due, by default ${DEFAULT-VALUE}.")
    private double intervalSeconds = 1;

    @Override
    protected void handle() throws Exception {
        if (!(intervalSeconds > 0 && intervalSeconds <= Duration.ofDays(1).toSeconds())) {
            throw new CommandError("--interval is more than 0 seconds, and a day at most.");
        }
        TaskWorker worker = new TaskWorker(project(), queues);
        while (!Thread.currentThread().isInterrupted()) {
            Optional<QueuedTask> done = worker.runNext();
            done.ifPresent(task -> say("Ran " + task.task + " " + task.token + "."));
            if (done.isEmpty()) {
                if (batch) {
                    return;
                }
                Thread.sleep(Duration.ofMillis(Math.max(1, Math.round(intervalSeconds * 1000))));
            }
        }
    }
}
