package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.compute.HostBudget;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.container.ContainerDriver;
import dev.tule.containers.PodmanService;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.compute.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.KeyType;

/** Instances that are containers of a Podman. */
class ContainersTest {
    @TempDir private Path directory;
    private PodmanService podman;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        podman = PodmanService.start(Files.createDirectory(directory.resolve("podman")));
        home = Home.ofThisHost(Files.createDirectory(directory.resolve("tule")), this::driver);
    }

    private InstanceDriver driver(ImageBuilder images) {
        try {
            return ContainerDriver.open(
                    podman.socket(),
                    ThisHost.machines(directory.resolve("tule")),
                    images.containerPrograms(step -> {}),
                    HostBudget.ofThisHost());
        } catch (IOException | ImageException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        home.close();
        podman.close();
    }

    @Test
    void theKeyOpensItThroughTheNetworkAndSystemsThatBootAreRefusedByName() throws Exception {
        Path key =
                Files.createFile(
                        directory.resolve("mykey.pem"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                key,
                home.client
                        .createKeyPair(r -> r.keyName("mykey").keyType(KeyType.ED25519))
                        .keyMaterial());
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
                                                .minCount(1)
                                                .maxCount(1))
                        .instances()
                        .getFirst()
                        .instanceId();
        Instance instance = home.await(id, InstanceStateName.RUNNING);
        assertThat(
                        LoginTest.untilItAnswers(
                                key, instance.publicIpAddress(), "ip -4 -o addr show eth0"))
                .contains(instance.privateIpAddress());
        assertThatThrownBy(
                        () ->
                                home.client.runInstances(
                                        r ->
                                                r.imageId("ami-00000000000000012")
                                                        .instanceType("t1.micro")
                                                        .minCount(1)
                                                        .maxCount(1)))
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("Unsupported"))
                .hasMessageContaining("runs the image ami-00000000000000001 alone");

        home.client.terminateInstances(r -> r.instanceIds(id));
        home.await(id, InstanceStateName.TERMINATED);
    }
}
