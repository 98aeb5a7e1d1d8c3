package dev.tule.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server process under measurement, on loopback ports of its own.
 *
 * @param name as the report prints it
 * @param http where it answers HTTP
 * @param webSocket where it answers WAMP, if it does
 */
record Server(String name, Process process, URI http, URI webSocket) implements AutoCloseable {
    static final String ACCESS_KEY = "AKIABENCHBENCHBENCH1";
    static final String SECRET_KEY = "bench/secret";

    private static final Pattern LIVE = Pattern.compile("Total +\\d+ +(\\d+)");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path PEERS = Path.of("bench", "peers");
    private static final Path PAGES = Path.of("bench", "pages");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** To ask without a pause would take a core from the server that is starting. */
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(5);

    /** Tule as its launcher starts it. */
    static Server tule(Path data) throws IOException {
        return tule(data, Map.of());
    }

    /** Tule without the cache of a recorded start (JEP 514). */
    static Server tuleWithoutCache(Path data) throws IOException {
        return tule(data, Map.of("TULE_JAVA_OPTS", "-XX:AOTMode=off"));
    }

    /** Tule on these cores alone. */
    static Server tule(Path data, Cores cores) throws IOException {
        return tule(data, Map.of(), "taskset", "-c", cores.list());
    }

    private static Server tule(Path data, Map<String, String> variables, String... before)
            throws IOException {
        int aws = freePort();
        int web = freePort();
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(
                List.of(
                        Path.of("tule").toAbsolutePath().toString(),
                        "up",
                        "--data",
                        data.toString(),
                        "--aws-port",
                        Integer.toString(aws),
                        "--web-port",
                        Integer.toString(web)));
        return start("Tule", command, variables, local("http", aws, ""), local("ws", web, "/ws"));
    }

    static Server dynamoDbLocal(Path data) throws IOException {
        int port = freePort();
        Path lib = PEERS.resolve("dynamodb-local/target/lib").toAbsolutePath();
        return start(
                "DynamoDB Local 2.6.1",
                java(
                        List.of("-Djava.library.path=" + lib),
                        lib,
                        "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                        "-port",
                        Integer.toString(port),
                        "-dbPath",
                        data.toString(),
                        "-sharedDb"),
                local("http", port, ""),
                local("ws", port, ""));
    }

    static Server s3proxy(Path data) throws IOException {
        int port = freePort();
        Path home = PEERS.resolve("s3proxy").toAbsolutePath();
        Path properties = data.resolve("s3proxy.conf");
        Path objects = Files.createDirectories(data.resolve("objects"));
        Files.write(
                properties,
                List.of(
                        "s3proxy.authorization=none",
                        "s3proxy.endpoint=" + local("http", port, ""),
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.identity=bench",
                        "jclouds.credential=bench",
                        "jclouds.filesystem.basedir=" + objects));
        return start(
                "s3proxy 4.1.0 (filesystem-nio2)",
                java(
                        List.of("-Dlogback.configurationFile=" + home.resolve("logback.xml")),
                        home.resolve("target/lib"),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        properties.toString()),
                local("http", port, ""),
                local("ws", port, ""));
    }

    static Server jawampa() throws IOException {
        int port = freePort();
        Path home = PEERS.resolve("jawampa/target").toAbsolutePath();
        return start(
                "jawampa 0.5.0",
                List.of(
                        JAVA.toString(),
                        "-cp",
                        home.resolve("classes") + ":" + home.resolve("lib") + "/*",
                        "JawampaRouter",
                        Integer.toString(port)),
                local("http", port, ""),
                local("ws", port, "/ws"));
    }

    static Server foxWamp() throws IOException {
        int port = freePort();
        Path home = PEERS.resolve("fox-wamp").toAbsolutePath();
        return start(
                "fox-wamp 0.7.28",
                List.of("node", home.resolve("router.js").toString(), Integer.toString(port)),
                local("http", port, ""),
                local("ws", port, "/ws"));
    }

    /** The measured pages by mtv. */
    static Server mtvPages(PagesDatabase database) throws IOException {
        int port = freePort();
        Path home = PAGES.resolve("mtv/target").toAbsolutePath();
        return start(
                "Tule MTV",
                javaOfPages(home, "pages.Manage", Integer.toString(port)),
                database.variables(),
                local("http", port, ""),
                local("ws", port, ""));
    }

    /** The measured pages by Spring Boot, Thymeleaf and Hibernate. */
    static Server springPages(PagesDatabase database) throws IOException {
        int port = freePort();
        Path home = PAGES.resolve("spring/target").toAbsolutePath();
        return start(
                "Spring Boot 4.0.1, Thymeleaf",
                javaOfPages(home, "pages.Application", "--server.port=" + port),
                database.variables(),
                local("http", port, ""),
                local("ws", port, ""));
    }

    /** The measured pages by Django, with twice as many workers as cores and one more. */
    static Server djangoPages(PagesDatabase database) throws IOException {
        int port = freePort();
        Path home = PAGES.resolve("django").toAbsolutePath();
        int workers = 2 * Runtime.getRuntime().availableProcessors() + 1;
        return start(
                "Django 5.2.17, gunicorn 26.2.0",
                List.of(
                        home.resolve("target/bin/gunicorn").toString(),
                        "--chdir",
                        home.toString(),
                        "--bind",
                        "127.0.0.1:" + port,
                        "--workers",
                        Integer.toString(workers),
                        "pages.wsgi"),
                database.variables(),
                local("http", port, ""),
                local("ws", port, ""));
    }

    /** HAProxy that answers every request with the content of a file. */
    static Server haproxyAnswering(Path folder, Path content) throws IOException {
        return haproxy(
                folder,
                "    http-request return status 200 content-type text/plain file " + content);
    }

    /** HAProxy as a balancer before one server. */
    static Server haproxyBefore(Path folder, URI target) throws IOException {
        return haproxy(
                folder,
                "    option forwardfor",
                "    default_backend all",
                "backend all",
                "    server one " + target.getAuthority() + " check");
    }

    private static Server haproxy(Path folder, String... lines) throws IOException {
        int port = freePort();
        List<String> configuration =
                new ArrayList<>(
                        List.of(
                                "defaults",
                                "    mode http",
                                "    timeout connect 10s",
                                "    timeout client 60s",
                                "    timeout server 60s",
                                "frontend front",
                                "    bind 127.0.0.1:" + port));
        configuration.addAll(List.of(lines));
        Path file = Files.createDirectories(folder).resolve("haproxy.cfg");
        Files.write(file, configuration);
        return start(
                "HAProxy",
                List.of("haproxy", "-db", "-f", file.toString()),
                local("http", port, ""),
                local("ws", port, ""));
    }

    private static List<String> javaOfPages(Path home, String... mainAndArguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                JAVA.toString(),
                                "-Xmx1g",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                home.resolve("classes") + ":" + home.resolve("lib") + "/*"));
        command.addAll(List.of(mainAndArguments));
        return command;
    }

    private static List<String> java(List<String> options, Path lib, String... mainAndArguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-Xmx2g"));
        command.addAll(options);
        command.addAll(List.of("-cp", lib + "/*"));
        command.addAll(List.of(mainAndArguments));
        return command;
    }

    /** Starts a process and returns when it accepts connections. */
    private static Server start(String name, List<String> command, URI http, URI webSocket)
            throws IOException {
        return start(name, command, Map.of(), http, webSocket);
    }

    private static Server start(
            String name,
            List<String> command,
            Map<String, String> variables,
            URI http,
            URI webSocket)
            throws IOException {
        Path scratch = Files.createTempDirectory("tule-bench");
        Path log = scratch.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(scratch.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "TULE_ROOT_ACCESS_KEY_ID", ACCESS_KEY,
                                "TULE_ROOT_SECRET_ACCESS_KEY", SECRET_KEY));
        builder.environment().putAll(variables);
        Server server = new Server(name, builder.start(), http, webSocket);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest probe = HttpRequest.newBuilder(http.resolve("/health")).build();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!answers(client, probe)) {
                if (!server.process.isAlive() || System.nanoTime() > deadline) {
                    server.close();
                    throw new IOException(name + " did not start:\n" + Files.readString(log));
                }
                LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
            }
        }
        return server;
    }

    /** Waits until it takes WAMP clients, for which Tule opens its port after the other. */
    Server servingWamp() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Socket _ = new Socket(webSocket.getHost(), webSocket.getPort())) {
                return this;
            } catch (ConnectException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
            }
        }
    }

    private static boolean answers(HttpClient client, HttpRequest probe) {
        try {
            client.send(probe, HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Where Tule takes RawSockets: on the port of its WebSockets. */
    URI rawSocket() {
        return local("rs", webSocket.getPort(), "");
    }

    /** The processor time that it has used, with its children. */
    Duration processorTime() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Of the objects in use on a JVM's heap; below zero where the server is no JVM. */
    long heapBytes() throws IOException, InterruptedException {
        for (ProcessHandle each :
                Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
            if (each.info().command().orElse("").endsWith("/java")) {
                // Collects first, and sums up alike for every collector.
                String histogram = jcmd(Long.toString(each.pid()), "GC.class_histogram");
                Matcher live = LIVE.matcher(histogram);
                if (live.find()) {
                    return Long.parseLong(live.group(1));
                }
            }
        }
        return -1;
    }

    private static String jcmd(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA.resolveSibling("jcmd").toString()));
        command.addAll(List.of(arguments));
        Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        jcmd.waitFor();
        return printed;
    }

    /** Resident memory in MiB, as the kernel counts it for the process and its children. */
    long residentMebibytes() throws IOException {
        long kibibytes = resident(process.toHandle());
        for (ProcessHandle child : process.descendants().toList()) {
            kibibytes += resident(child);
        }
        return kibibytes >> 10;
    }

    private static long resident(ProcessHandle process) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return 0;
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroy);
    }

    private static URI local(String scheme, int port, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
