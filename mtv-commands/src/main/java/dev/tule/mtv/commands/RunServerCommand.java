package dev.tule.mtv.commands;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.mtv.Project;
import dev.tule.mtv.checks.CheckMessage;
import dev.tule.mtv.checks.SystemChecks;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.models.Databases;
import dev.tule.mtv.models.migrations.Migrations;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Serves the project until it is interrupted.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#runserver">Django:
 *     runserver</a>
 */
@Command(
        name = "runserver",
        description = "Serves the project; while it is developed, each change is served at once.")
final class RunServerCommand extends BaseCommand {
    private static final int MAX_PORT = 65_535;
    private static final Duration GRACE = Duration.ofSeconds(1);

    @Parameters(
            paramLabel = "[ADDRESS:]PORT",
            arity = "0..1",
            defaultValue = "127.0.0.1:8000",
            description =
                    "Where to listen, by default ${DEFAULT-VALUE}; 0.0.0.0:8000 is open to whoever reaches this machine, port 0 picks a free one.")
    private String address = "127.0.0.1:8000";

    @Override
    protected boolean outsideOfProject() {
        return true;
    }

    @Override
    protected void handle() throws CommandError, InterruptedException {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "127.0.0.1" : address.substring(0, colon);
        int port = port(address.substring(colon + 1));
        ListenerConfig config = ListenerConfig.of(source().handler()).at(host, port);
        try {
            tell(project());
        } catch (CommandError e) {
            // The page says it too, until it is corrected.
            warn(String.valueOf(e.getMessage()));
        }
        try {
            serve(HttpServer.start(config), host);
        } catch (IOException e) {
            throw new CommandError(
                    "The address %s:%d can't be listened on (%s): name another one, as in 'runserver 8001'."
                            .formatted(host, port, e.getMessage()),
                    e);
        }
    }

    private static int port(String text) throws CommandError {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new CommandError(
                "'%s' is no port: give 0 to 65535, as in 'runserver 8001'.".formatted(text));
    }

    private void serve(HttpServer server, String host) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Thread stop =
                new Thread(
                        () -> {
                            server.stop(GRACE);
                            source().close();
                            ended.countDown();
                        },
                        "stop-server");
        Runtime.getRuntime().addShutdownHook(stop);
        say("Serving at http://%s:%d/ - quit with Control-C.".formatted(host, server.port()));
        try {
            ended.await();
        } finally {
            Runtime.getRuntime().removeShutdownHook(stop);
            server.stop(GRACE);
        }
    }

    /** What a developer should know before the first page. */
    private void tell(Project project) {
        for (CheckMessage message : SystemChecks.run(project, false)) {
            warn(message.level() + " " + message);
        }
        project.settings().apps.stream()
                .filter(app -> app instanceof Databases)
                .findFirst()
                .ifPresent(app -> tellOfMigrations(project, (Databases) app));
    }

    private void tellOfMigrations(Project project, Databases databases) {
        long waiting =
                Migrations.of(project.settings().apps)
                        .applied(databases.database(databases.aliases().iterator().next()))
                        .values()
                        .stream()
                        .filter(applied -> !applied)
                        .count();
        if (waiting > 0) {
            warn(
                    "%d migrations are not applied; the project may not work until 'migrate' has run."
                            .formatted(waiting));
        }
    }
}
