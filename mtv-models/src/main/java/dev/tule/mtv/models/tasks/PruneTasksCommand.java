package dev.tule.mtv.models.tasks;

import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.tasks.TaskResult.Status;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deletes the rows of tasks that ended some time ago; who asks for their results finds none. */
@Command(name = "prunetasks", description = "Deletes tasks that ended some days ago.")
final class PruneTasksCommand extends BaseCommand {
    @Option(
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "14",
            description = "How long results are kept, by default ${DEFAULT-VALUE} days.")
    private long days = 14;

    @Override
    protected void handle() throws Exception {
        if (days < 0) {
            throw new CommandError("--days is 0 or more.");
        }
        int gone =
                QueuedTask.objects
                        .filter(
                                "status__in", List.of(Status.SUCCESSFUL, Status.FAILED),
                                "finished__lt",
                                        project()
                                                .settings()
                                                .clock
                                                .instant()
                                                .minus(Duration.ofDays(days)))
                        .delete();
        say(gone + " tasks deleted.");
    }
}
