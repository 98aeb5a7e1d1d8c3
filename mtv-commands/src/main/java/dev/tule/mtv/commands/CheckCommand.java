package dev.tule.mtv.commands;

import dev.tule.mtv.checks.CheckMessage;
import dev.tule.mtv.checks.SystemChecks;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Looks for what is wrong with a project.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#check">Django: check</a>
 */
@Command(name = "check", description = "Looks for what is wrong with the project.")
final class CheckCommand extends BaseCommand {
    @Option(names = "--deploy", description = "Also what matters where strangers reach it.")
    private boolean deploy;

    @Option(
            names = "--fail-level",
            paramLabel = "LEVEL",
            defaultValue = "ERROR",
            description = "From which level on to fail: ${COMPLETION-CANDIDATES}.")
    private CheckMessage.Level failLevel = CheckMessage.Level.ERROR;

    @Override
    protected void handle() throws CommandError {
        List<CheckMessage> found = SystemChecks.run(project(), deploy);
        found.forEach(each -> warn(each.level() + " " + each));
        long failures =
                found.stream().filter(each -> each.level().compareTo(failLevel) <= 0).count();
        if (failures > 0) {
            throw new CommandError("The check found " + counted(found.size()) + ".");
        }
        say(
                found.isEmpty()
                        ? "The check found no issues."
                        : "The check found " + counted(found.size()) + ", none that stops.");
    }

    private static String counted(int issues) {
        return issues == 1 ? "one issue" : issues + " issues";
    }
}
