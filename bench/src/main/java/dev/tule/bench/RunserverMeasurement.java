package dev.tule.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a developer waits for: the first page of a new project from the command on, and a page after
 * a class or a template of it has changed.
 */
final class RunserverMeasurement {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final Path TULE = Path.of("tule").toAbsolutePath();

    private final Main.Rounds rounds;
    private final Path scratch;

    RunserverMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds;
        this.scratch = scratch;
    }

    void run(Report report) throws Exception {
        int count = rounds.count();
        double[] first = new double[count];
        double[] again = new double[count];
        double[] changedClass = new double[count];
        double[] changedTemplate = new double[count];
        try (HttpClient client = HttpClient.newHttpClient()) {
            tule(scratch, "startproject", "warm"); // the file cache
            for (int i = 0; i < count; i++) {
                report.progress("runserver, round %d", i + 1);
                Path project = project("round" + i);
                try (Running running = new Running(client, project)) {
                    first[i] = running.until("pens/", "<h1>pens</h1>");
                }
                try (Running running = new Running(client, project)) {
                    again[i] = running.until("pens/", "<h1>pens</h1>");
                    changedClass[i] = running.afterChange(project, Change.OF_A_CLASS);
                    changedTemplate[i] = running.afterChange(project, Change.OF_A_TEMPLATE);
                }
            }
        }
        report.columns(
                "runserver, ms, " + count + " rounds",
                List.of(
                        "new project, to its first page",
                        "once compiled",
                        "page after a changed class",
                        "page after a changed template"));
        report.row("Tule", List.of(first, again, changedClass, changedTemplate));
    }

    /** A new project with an application whose page it serves. */
    private Path project(String name) throws IOException, InterruptedException {
        tule(scratch, "startproject", name);
        Path project = scratch.resolve(name);
        tule(project, "startapp", "pens");
        Path settings = project.resolve("src/main/java/" + name + "/Settings.java");
        edit(settings, "new AuthConfig());", "new AuthConfig(), new pens.PensApp());");
        edit(settings, "AuthUrls.URLS));", "AuthUrls.URLS), include(\"pens/\", pens.Urls.URLS));");
        return project;
    }

    private static void edit(Path file, String text, String with) throws IOException {
        String before = Files.readString(file);
        if (!before.contains(text)) {
            throw new IOException(file + " has no " + text);
        }
        Files.writeString(file, before.replace(text, with));
    }

    private static void tule(Path folder, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(folder, folder.resolve("log"), arguments);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(
                    List.of(arguments) + ": " + Files.readString(folder.resolve("log")));
        }
    }

    private static Process start(Path folder, Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(TULE.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Something that a developer writes, and what the page shows then. */
    private enum Change {
        OF_A_CLASS(
                "src/main/java/pens/Views.java",
                "index.html\");",
                "index.html\", \"title\", \"Goats\");",
                "<h1>pens</h1>"),
        OF_A_TEMPLATE(
                "src/main/resources/pens/templates/pens/index.html",
                "<h1>pens</h1>",
                "<h1>{{ title }}</h1>",
                "<h1>Goats</h1>");

        private final String file;
        private final String text;
        private final String with;
        private final String shown;

        Change(String file, String text, String with, String shown) {
            this.file = file;
            this.text = text;
            this.with = with;
            this.shown = shown;
        }
    }

    /** A project that is served; its time begins with the command. */
    private static final class Running implements AutoCloseable {
        private final HttpClient client;
        private final long begin = System.nanoTime();
        private final Process process;
        private final URI site;

        Running(HttpClient client, Path project) throws IOException {
            this.client = client;
            int port;
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            this.site = URI.create("http://127.0.0.1:" + port + "/");
            this.process =
                    start(project, project.resolve("log"), "runserver", Integer.toString(port));
        }

        /** The milliseconds since the command until a page shows something. */
        double until(String page, String shown) throws IOException, InterruptedException {
            while (!get(page).contains(shown)) {
                if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw new IOException(page + " never showed " + shown);
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
            return (System.nanoTime() - begin) / 1e6;
        }

        /** The milliseconds that the first page after a change took. */
        double afterChange(Path project, Change change) throws IOException, InterruptedException {
            edit(project.resolve(change.file), change.text, change.with);
            long changed = System.nanoTime();
            String page = get("pens/");
            double millis = (System.nanoTime() - changed) / 1e6;
            if (!page.contains(change.shown)) {
                throw new IOException("the page doesn't show what was changed: " + page);
            }
            return millis;
        }

        private String get(String page) throws IOException, InterruptedException {
            try {
                return client.send(
                                HttpRequest.newBuilder(site.resolve(page)).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
            } catch (java.net.ConnectException notYet) {
                return "";
            }
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            try {
                process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
