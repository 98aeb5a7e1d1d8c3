package dev.tule.server.command;

import dev.tule.server.cloud.ConfigurationError;
import dev.tule.server.cloud.DataDirectory;
import dev.tule.server.cloud.RunningFile.Running;
import dev.tule.server.cloud.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts a server in a process of its own, and waits until everything answers. */
record BackgroundServer(Terminal terminal, Map<String, String> environment) {
    /** Set in the environment of the process in the background. */
    static final String MARK = "TULE_DETACHED";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    void start(Settings settings)
            throws ConfigurationError, CommandFailure, IOException, InterruptedException {
        String launcher = System.getProperty("tule.launcher", "");
        if (launcher.isEmpty()) {
            throw new ConfigurationError("--detach needs the launcher: start Tule with ./tule.");
        }
        DataDirectory.open(settings.data()).close(); // says so if it can't be used
        Path log = DataDirectory.log(settings.data());
        long logStart = Files.exists(log) ? Files.size(log) : 0;
        boolean first = !Files.exists(DataDirectory.credentials(settings.data()).path());
        ProcessBuilder builder =
                new ProcessBuilder(
                                launcher,
                                "up",
                                "--data",
                                settings.data().toString(),
                                "--aws-port",
                                Integer.toString(settings.awsPort()),
                                "--web-port",
                                Integer.toString(settings.webPort()),
                                "--bind",
                                settings.bind().getHostAddress())
                        .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (Files.exists(settings.config())) {
            builder.command().addAll(List.of("--config", settings.config().toString()));
        }
        builder.environment().putAll(environment);
        builder.environment().put(MARK, "1");
        Running running = awaitReady(builder.start(), settings.data(), log, logStart);
        if (first) {
            terminal.say(
                    "The administrator's key is in %s; './tule aws-env' prints it for AWS tools."
                            .formatted(DataDirectory.credentials(settings.data()).path()));
        }
        terminal.say(running.readyLine());
        terminal.say(
                "It runs in the background as process %d; its log is %s; './tule down' stops it."
                        .formatted(running.process(), log));
    }

    private Running awaitReady(Process process, Path data, Path log, long logStart)
            throws IOException, InterruptedException, CommandFailure {
        Instant start = Instant.now();
        boolean said = false;
        while (Instant.now().isBefore(start.plus(PATIENCE))) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new CommandFailure(
                        "Tule did not start: %s".formatted(lastLine(log, logStart)));
            }
            Optional<Running> running = DataDirectory.running(data).read();
            if (running.isPresent() && running.get().process() == process.pid()) {
                return running.get();
            }
            if (!said && Duration.between(start, Instant.now()).toMillis() > 1000) {
                terminal.warn("Starting Tule in the background ...");
                said = true;
            }
        }
        process.destroy();
        throw new CommandFailure(
                "Tule was not ready after %d s and is stopped: %s says why."
                        .formatted(PATIENCE.toSeconds(), log));
    }

    private static String lastLine(Path log, long logStart) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        int from = (int) Math.min(logStart, bytes.length);
        List<String> lines =
                new String(
                                bytes,
                                from,
                                bytes.length - from,
                                java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
        return lines.isEmpty() ? "its log " + log + " says nothing." : lines.getLast();
    }

    private static File nothing() {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return new File(windows ? "NUL" : "/dev/null");
    }
}
