package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.RUNNING;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.STOPPED;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.TERMINATED;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.KeyType;

/** The server's process is killed while machines run by QEMU; another takes them up. */
class MachinesOutliveTheServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String BOOT = "cat /proc/sys/kernel/random/boot_id";

    @TempDir private Path directory;

    @AfterEach
    void endWhatATestThatFailedLeft() throws IOException {
        for (ProcessHandle left : machines()) {
            left.destroyForcibly();
        }
    }

    @Test
    void machinesRunOnAndAreTakenUpAndNothingIsLeftAtTheEnd() throws Exception {
        Path data = directory.resolve("data");
        String booting;
        Instance seen;
        String boot;
        try (ServerProcess first = ServerProcess.start(data);
                Ec2Client ec2 = AwsClients.ec2(first)) {
            makeKey(ec2);
            seen = describe(ec2, launch(ec2));
            boot = untilLoggedIn(seen, BOOT);
            booting = launch(ec2);
            first.kill();
        }
        assertThat(machines().size()).as("QEMU processes").isGreaterThanOrEqualTo(2);

        try (ServerProcess second = ServerProcess.start(data);
                Ec2Client ec2 = AwsClients.ec2(second)) {
            assertThat(describe(ec2, seen.instanceId()).state().name()).isEqualTo(RUNNING);
            assertThat(describe(ec2, booting).state().name()).isEqualTo(RUNNING);
            assertThat(untilLoggedIn(seen, BOOT)).isEqualTo(boot);

            ec2.terminateInstances(r -> r.instanceIds(booting));
            awaitState(ec2, booting, TERMINATED);
            ec2.stopInstances(r -> r.instanceIds(seen.instanceId()));
            awaitState(ec2, seen.instanceId(), STOPPED);
            ec2.startInstances(r -> r.instanceIds(seen.instanceId()));
            awaitState(ec2, seen.instanceId(), RUNNING);
            assertThat(untilLoggedIn(describe(ec2, seen.instanceId()), BOOT)).isNotEqualTo(boot);

            assertThat(Tool.run("down", "--data", data.toString()).exitCode()).isZero();
            second.awaitEnd();
        }
        assertThat(machines()).isEmpty();
    }

    private void makeKey(Ec2Client ec2) throws IOException {
        Files.writeString(
                Files.createFile(
                        key(),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))),
                ec2.createKeyPair(r -> r.keyName("mine").keyType(KeyType.ED25519)).keyMaterial());
        ec2.authorizeSecurityGroupIngress(
                r ->
                        r.groupName("default")
                                .ipProtocol("tcp")
                                .fromPort(22)
                                .toPort(22)
                                .cidrIp("127.0.0.1/32"));
    }

    private static String launch(Ec2Client ec2) throws InterruptedException {
        String id =
                ec2.runInstances(
                                r ->
                                        r.imageId("ami-00000000000000001")
                                                .instanceType("t2.nano")
                                                .keyName("mine")
                                                .minCount(1)
                                                .maxCount(1))
                        .instances()
                        .getFirst()
                        .instanceId();
        awaitState(ec2, id, RUNNING);
        return id;
    }

    private static Instance describe(Ec2Client ec2, String id) {
        return ec2.describeInstances(r -> r.instanceIds(id))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
    }

    private static void awaitState(Ec2Client ec2, String id, InstanceStateName wanted)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (describe(ec2, id).state().name() != wanted) {
            assertThat(System.nanoTime()).as(id + " is " + wanted).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private Path key() {
        return directory.resolve("key.pem");
    }

    /** What a command prints that a person runs on the machine. */
    private String untilLoggedIn(Instance instance, String command) throws Exception {
        boolean root = System.getProperty("user.name").equals("root");
        List<String> line = new ArrayList<>(List.of("ssh", "-i", key().toString()));
        for (String option :
                List.of(
                        "StrictHostKeyChecking=no",
                        "UserKnownHostsFile=/dev/null",
                        "LogLevel=ERROR",
                        "BatchMode=yes",
                        "ConnectTimeout=5")) {
            line.addAll(List.of("-o", option));
        }
        line.addAll(List.of("-p", root ? "22" : "10022"));
        line.addAll(List.of("root@" + instance.publicIpAddress(), command));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Process ssh = new ProcessBuilder(line).redirectErrorStream(true).start();
            String said =
                    new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (ssh.waitFor() == 0) {
                return said;
            }
            assertThat(System.nanoTime()).as(said).isLessThan(deadline);
        }
    }

    /** The processes that work on this test's data, whoever started them; servers are none. */
    private List<ProcessHandle> machines() throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                String number = process.getFileName().toString();
                if (number.matches("\\d+") && commandLine(process).contains("guest=")) {
                    ProcessHandle.of(Long.parseLong(number)).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private String commandLine(Path process) {
        try {
            String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            return line.contains(directory.toString()) ? line : "";
        } catch (IOException e) {
            return ""; // It has ended.
        }
    }
}
