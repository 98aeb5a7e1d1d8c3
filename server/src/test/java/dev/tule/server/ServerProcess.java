package dev.tule.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of its own process, on ports that were free. */
final class ServerProcess implements AutoCloseable {
    static final String ACCESS_KEY = "AKIATULESERVERTESTS0";
    static final String SECRET_KEY = "server/tests+secret";

    private static final Pattern READY =
            Pattern.compile("Tule is ready: AWS APIs (http://\\S+), console (https?://\\S+)");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Matcher> ready = new CompletableFuture<>();
    private final Thread reader;

    private ServerProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(() -> read(process.inputReader()));
    }

    /** A server with the key of these tests. */
    static ServerProcess start(Path data) throws IOException {
        return start(
                data,
                Map.of(
                        "TULE_ROOT_ACCESS_KEY_ID", ACCESS_KEY,
                        "TULE_ROOT_SECRET_ACCESS_KEY", SECRET_KEY));
    }

    static ServerProcess start(Path data, Map<String, String> environment) throws IOException {
        return start(environment, "up", data);
    }

    /** Starts a command that starts a server, and waits until it is ready. */
    static ServerProcess start(
            Map<String, String> environment, String command, Path data, String... more)
            throws IOException {
        List<String> line = new ArrayList<>(java());
        line.addAll(List.of(command, "--data", data.toString()));
        line.addAll(List.of("--aws-port", "0", "--web-port", "0"));
        line.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        ServerProcess server = new ServerProcess(builder.start());
        try {
            server.ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return server;
        } catch (Exception failure) {
            server.process.destroyForcibly();
            throw new AssertionError("the server is not ready: " + server.output, failure);
        }
    }

    /** The command that runs {@code tule} with this test's classes. */
    static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.tule.server.Main");
    }

    URI aws() {
        return URI.create(ready.join().group(1));
    }

    /** Ends with a slash. */
    URI web() {
        return URI.create(ready.join().group(2));
    }

    URI webSocket() {
        return URI.create(web().toString().replaceFirst("^http", "ws") + "ws");
    }

    long pid() {
        return process.pid();
    }

    /** What it has printed so far. */
    List<String> output() {
        return output;
    }

    HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Ends it as the power does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to stop, as Ctrl-C does, and returns its exit code. */
    int stop() {
        process.toHandle().destroy(); // Process.destroy would close its output too
        return awaitEnd();
    }

    /** Waits until it has ended, and everything it printed is read. */
    int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the server did not stop: " + output);
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    private void read(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher matcher = READY.matcher(line);
                if (matcher.find()) {
                    ready.complete(matcher);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            ready.completeExceptionally(new IllegalStateException("the server has ended"));
        }
    }
}
