package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Tule server of its own process, data and ports. */
final class Tule implements AutoCloseable {
    static final String ACCESS_KEY = "AKIATULECLIENTSTESTS";
    static final String SECRET_KEY = "clients/tests+secret";

    private static final Pattern ADDRESS = Pattern.compile("http://[^ :/]+:([0-9]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final Process process;
    private final int awsPort;
    private final int webPort;

    private Tule(Path data, Process process, int awsPort, int webPort) {
        this.data = data;
        this.process = process;
        this.awsPort = awsPort;
        this.webPort = webPort;
    }

    /** Starts the server and waits until it says that it is ready. */
    static Tule start(Path data) throws IOException {
        return start(
                data,
                command("up", "--data", data.toString(), "--aws-port", "0", "--web-port", "0"));
    }

    /** Starts a {@link TimeLapse}. */
    static Tule inTimeLapse(Path data, Instant origin) throws IOException {
        return start(data, java(TimeLapse.class.getName(), data.toString(), origin.toString()));
    }

    private static Tule start(Path data, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(
                        Map.of(
                                "TULE_ROOT_ACCESS_KEY_ID", ACCESS_KEY,
                                "TULE_ROOT_SECRET_ACCESS_KEY", SECRET_KEY));
        builder.redirectErrorStream(true);
        Process process = builder.start();
        CompletableFuture<String> ready = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> read(process.inputReader(), ready));
        try {
            Matcher address = ADDRESS.matcher(ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            return new Tule(data, process, port(address), port(address));
        } catch (Exception e) {
            process.destroyForcibly();
            throw new AssertionError("the server did not become ready", e);
        }
    }

    /** Passes the server's output on, and its readiness line to the one who waits for it. */
    private static void read(BufferedReader output, CompletableFuture<String> ready) {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                System.out.println(line);
                if (line.startsWith("Tule is ready")) {
                    ready.complete(line);
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IOException("the server has ended"));
    }

    private static int port(Matcher address) {
        assertThat(address.find()).as("an address with a port").isTrue();
        return Integer.parseInt(address.group(1));
    }

    /**
     * Runs a command of the {@code tule} tool on this server's data, and returns what it printed.
     */
    String tool(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return Program.of(command(all.toArray(String[]::new))).run();
    }

    URI aws() {
        return URI.create("http://127.0.0.1:" + awsPort);
    }

    int awsPort() {
        return awsPort;
    }

    URI webSocket() {
        return URI.create("ws://127.0.0.1:" + webPort + "/ws");
    }

    int webPort() {
        return webPort;
    }

    /** The variables that point an AWS client here. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL", aws().toString(),
                "AWS_ACCESS_KEY_ID", ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY", SECRET_KEY,
                "AWS_REGION", "us-east-1",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    }

    /** Ends the server as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the server did not stop in " + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(String... arguments) {
        return java("dev.tule.server.Main", arguments);
    }

    private static List<String> java(String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx1g", "-cp", classPath()));
        command.add(main);
        command.addAll(List.of(arguments));
        return command;
    }

    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
