package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.KeyType;

/** A machine by QEMU, that a person logs in to with the key that EC2 made. */
class LoginTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir private Path directory;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = Home.ofThisHost(directory);
    }

    @AfterEach
    void close() {
        home.client
                .describeInstances()
                .reservations()
                .forEach(
                        launch ->
                                launch.instances()
                                        .forEach(
                                                each -> {
                                                    home.client.terminateInstances(
                                                            r -> r.instanceIds(each.instanceId()));
                                                    home.await(
                                                            each.instanceId(),
                                                            InstanceStateName.TERMINATED);
                                                }));
        home.close();
    }

    @Test
    void theKeyOpensTheMachineThatRanItsUserData() throws Exception {
        String material =
                home.client
                        .createKeyPair(r -> r.keyName("mykey").keyType(KeyType.ED25519))
                        .keyMaterial();
        Path key =
                Files.createFile(
                        directory.resolve("mykey.pem"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, material);
        home.client.authorizeSecurityGroupIngress(
                r ->
                        r.groupName("default")
                                .ipProtocol("tcp")
                                .fromPort(22)
                                .toPort(22)
                                .cidrIp("0.0.0.0/0"));
        String id =
                home.client
                        .runInstances(
                                r ->
                                        r.imageId("ami-d0f89fb9")
                                                .instanceType("t1.micro")
                                                .keyName("mykey")
                                                .securityGroups("default")
                                                .userData(
                                                        Base64.getEncoder()
                                                                .encodeToString(
                                                                        "#!/bin/sh\necho greetings > /root/said\n"
                                                                                .getBytes(
                                                                                        StandardCharsets
                                                                                                .UTF_8)))
                                                .minCount(1)
                                                .maxCount(1))
                        .instances()
                        .getFirst()
                        .instanceId();
        Instance instance = home.await(id, InstanceStateName.RUNNING);

        String said = untilItAnswers(key, instance.publicIpAddress(), "cat /root/said");

        assertThat(said).isEqualTo("greetings");
    }

    static String untilItAnswers(Path key, String address, String command) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        String last = "";
        while (Instant.now().isBefore(deadline)) {
            Process ssh =
                    new ProcessBuilder(
                                    List.of(
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
                                            command))
                            .redirectErrorStream(true)
                            .start();
            last = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (ssh.waitFor() == 0) {
                return last;
            }
        }
        throw new AssertionError("nobody could log in: " + last);
    }
}
