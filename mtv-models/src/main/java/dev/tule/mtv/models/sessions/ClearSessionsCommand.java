package dev.tule.mtv.models.sessions;

import dev.tule.mtv.management.BaseCommand;
import picocli.CommandLine.Command;

/**
 * Deletes the rows of sessions that have expired, which nobody reads any more.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#clearsessions">Django:
 *     clearsessions</a>
 */
@Command(name = "clearsessions", description = "Deletes sessions that have expired.")
final class ClearSessionsCommand extends BaseCommand {
    @Override
    protected void handle() throws Exception {
        int gone =
                StoredSession.objects
                        .filter("expires__lte", project().settings().clock.instant())
                        .delete();
        say(gone + " expired sessions deleted.");
    }
}
