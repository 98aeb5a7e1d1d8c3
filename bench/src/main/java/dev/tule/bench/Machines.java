package dev.tule.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Tule with machines of the tiny image, that a person can log in to and ports 22 and 5000 up. */
final class Machines implements AutoCloseable {
    static final String TYPE = "t2.nano";

    private static final String IMAGE = "ami-00000000000000001";
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int BANNER_MILLIS = 250;

    private final Path data;
    private final Path key;
    private final Server server;
    private final QueryApi ec2;
    private final List<String> launched = new ArrayList<>();

    /** A machine, and the address of this host's where its ports answer. */
    record Instance(String id, String privateAddress, String publicAddress) {}

    private Machines(Path data, Path key, Server server) {
        this.data = data;
        this.key = key;
        this.server = server;
        this.ec2 = QueryApi.ec2(server.http());
    }

    /** With the image made. */
    static Machines start(Path directory, boolean templates) throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.writeString(data.resolve("tule.yaml"), "ec2:\n  templates: " + templates + "\n");
        run(
                Path.of("tule").toAbsolutePath().toString(),
                "image",
                "build",
                "tiny",
                "--data",
                data.toString());
        Path key =
                Files.createFile(
                        directory.resolve("key.pem"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Machines machines = new Machines(data, key, Server.tule(data));
        try {
            machines.prepare();
            return machines;
        } catch (Exception e) {
            machines.close();
            throw e;
        }
    }

    private void prepare() throws Exception {
        String made = ec2.call("CreateKeyPair", Map.of("KeyName", "bench", "KeyType", "ed25519"));
        Files.writeString(key, QueryApi.elements(made, "keyMaterial").getFirst());
        for (String ports : List.of("22-22", "5000-5009")) {
            String[] range = ports.split("-", -1);
            ec2.call(
                    "AuthorizeSecurityGroupIngress",
                    Map.of(
                            "GroupName", "default",
                            "IpProtocol", "tcp",
                            "FromPort", range[0],
                            "ToPort", range[1],
                            "CidrIp", "0.0.0.0/0"));
        }
    }

    /**
     * By one call; returns when all have an address.
     *
     * @param userData a script, or nothing
     */
    List<Instance> launch(int count, String userData) throws Exception {
        Map<String, String> parameters =
                Map.of(
                        "ImageId",
                        IMAGE,
                        "InstanceType",
                        TYPE,
                        "KeyName",
                        "bench",
                        "MinCount",
                        Integer.toString(count),
                        "MaxCount",
                        Integer.toString(count),
                        "UserData",
                        Base64.getEncoder()
                                .encodeToString(userData.getBytes(StandardCharsets.UTF_8)));
        List<String> ids =
                QueryApi.elements(ec2.call("RunInstances", parameters), "instanceId").stream()
                        .distinct()
                        .toList();
        launched.addAll(ids);
        List<Instance> instances = new ArrayList<>();
        for (String id : ids) {
            instances.add(awaitAddress(id));
        }
        return instances;
    }

    private Instance awaitAddress(String id) throws Exception {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            String xml = ec2.call("DescribeInstances", Map.of("InstanceId.1", id));
            List<String> outer = QueryApi.elements(xml, "ipAddress");
            if (!outer.isEmpty()) {
                String inner = QueryApi.elements(xml, "privateIpAddress").getFirst();
                return new Instance(id, inner, outer.getFirst());
            }
            pause(deadline, id + " has no address");
        }
    }

    /** What a command prints that is run as soon as somebody can log in. */
    String untilLoggedIn(Instance instance, String command) throws Exception {
        int port = System.getProperty("user.name").equals("root") ? 22 : 10_022;
        List<String> line = new ArrayList<>(List.of("ssh", "-i", key.toString(), "-p", "" + port));
        for (String option :
                List.of(
                        "StrictHostKeyChecking=no",
                        "UserKnownHostsFile=/dev/null",
                        "LogLevel=ERROR",
                        "BatchMode=yes")) {
            line.addAll(List.of("-o", option));
        }
        line.addAll(List.of("root@" + instance.publicAddress(), command));
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            if (greets(instance.publicAddress(), port)) {
                try {
                    return run(line.toArray(String[]::new));
                } catch (IOException e) {
                    // On a busy host a machine may leave a connection for too long: again.
                }
            }
            pause(deadline, instance.id() + " takes no logins");
        }
    }

    /** Whether a server of SSH says who it is: the port itself is open before there is one. */
    private static boolean greets(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), BANNER_MILLIS);
            socket.setSoTimeout(BANNER_MILLIS);
            return socket.getInputStream().read() == 'S';
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause(long deadline, String otherwise) throws IOException {
        if (System.nanoTime() > deadline) {
            throw new IOException(otherwise);
        }
        LockSupport.parkNanos(PAUSE);
    }

    void awaitTemplate() throws IOException {
        Path templates = data.resolve("ec2/machines/templates");
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            try (Stream<Path> found = Files.list(templates)) {
                if (found.anyMatch(path -> !path.toString().endsWith(".new"))) {
                    return;
                }
            }
            pause(deadline, "no template was made");
        }
    }

    void terminateAll() throws Exception {
        for (String id : launched) {
            ec2.call("TerminateInstances", Map.of("InstanceId.1", id));
        }
        long deadline = System.nanoTime() + PATIENCE;
        while (!processes().isEmpty()) {
            pause(deadline, "machines don't end");
        }
        launched.clear();
    }

    /** The share of the host's memory that the machines take: pages that they share are divided. */
    long residentBytes() throws IOException {
        long kibibytes = 0;
        for (Path process : processes()) {
            for (String line : Files.readAllLines(process.resolve("smaps_rollup"))) {
                if (line.startsWith("Pss:")) {
                    kibibytes += Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        }
        return kibibytes << 10;
    }

    private List<Path> processes() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .filter(this::isMachine)
                    .toList();
        }
    }

    private boolean isMachine(Path process) {
        try {
            String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            return line.contains("guest=i-") && line.contains(data.toString());
        } catch (IOException | UncheckedIOException e) {
            return false; // It has ended.
        }
    }

    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said);
        }
        return said.strip();
    }

    /** Ends the machines, then the server. */
    @Override
    public void close() {
        try {
            terminateAll();
        } catch (Exception e) {
            throw new IllegalStateException("machines are left in " + data, e);
        } finally {
            ec2.close();
            server.close();
        }
    }
}
