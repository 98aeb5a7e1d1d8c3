package dev.tule.ec2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.KeyType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** Somebody who has a key, launches instances with it and logs in to them by SSH. */
final class Person {
    private static final String NAME = "mykey";

    private final Home home;
    private final Path key;

    /**
     * Has EC2 make the key, and lets SSH in from anywhere.
     *
     * @param directory where the key is kept
     */
    Person(Home home, Path directory) throws IOException {
        this.home = home;
        this.key =
                Files.createFile(
                        directory.resolve(NAME + ".pem"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                key,
                home.client
                        .createKeyPair(r -> r.keyName(NAME).keyType(KeyType.ED25519))
                        .keyMaterial());
        home.client.authorizeSecurityGroupIngress(
                r ->
                        r.groupName("default")
                                .ipProtocol("tcp")
                                .fromPort(22)
                                .toPort(22)
                                .cidrIp("0.0.0.0/0"));
    }

    /** The launch of one small machine that the key will open. */
    static RunInstancesRequest.Builder launch() {
        return RunInstancesRequest.builder()
                .imageId("ami-d0f89fb9")
                .instanceType("t1.micro")
                .keyName(NAME)
                .minCount(1)
                .maxCount(1);
    }

    /** Launches and waits until the machine runs. */
    String launched(RunInstancesRequest launch) {
        String id = home.client.runInstances(launch).instances().getFirst().instanceId();
        home.await(id, InstanceStateName.RUNNING);
        return id;
    }

    /** What a command says there, as soon as somebody can log in. */
    String says(String id, String command, Duration patience) throws Exception {
        String address = home.instance(id).publicIpAddress();
        Instant deadline = Instant.now().plus(patience);
        String last = "";
        while (Instant.now().isBefore(deadline)) {
            Process ssh =
                    new ProcessBuilder(ssh(address, command)).redirectErrorStream(true).start();
            last = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (ssh.waitFor() == 0) {
                return last;
            }
        }
        throw new AssertionError("nobody could log in: " + last);
    }

    private List<String> ssh(String address, String command) {
        return List.of(
                "ssh",
                "-i",
                key.toString(),
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR",
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=5",
                "root@" + address,
                command);
    }

    /** Ends an instance and waits until it has. */
    void end(String id) {
        home.client.terminateInstances(r -> r.instanceIds(id));
        home.await(id, InstanceStateName.TERMINATED);
    }
}
