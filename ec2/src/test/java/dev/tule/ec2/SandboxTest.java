package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.compute.choice.DriverWish;
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

/** Instances that are sandboxes over this host's own system. */
class SandboxTest {
    @TempDir private Path directory;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = Home.ofThisHost(directory, DriverWish.SANDBOX);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void theKeyOpensItThroughTheNetworkAndDisksAreRefusedByName() throws Exception {
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
        String zone = instance.placement().availabilityZone();
        String volume = home.client.createVolume(r -> r.availabilityZone(zone).size(1)).volumeId();

        assertThat(
                        LoginTest.untilItAnswers(
                                key, instance.publicIpAddress(), "ip -4 -o addr show eth0"))
                .contains(instance.privateIpAddress());
        assertThatThrownBy(
                        () ->
                                home.client.attachVolume(
                                        r -> r.instanceId(id).volumeId(volume).device("/dev/sdf")))
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("Unsupported"))
                .hasMessageContaining("The driver sandbox of this host has no disks");

        home.client.terminateInstances(r -> r.instanceIds(id));
        home.await(id, InstanceStateName.TERMINATED);
    }
}
