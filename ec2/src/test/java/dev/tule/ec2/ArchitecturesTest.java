package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.Architecture;
import dev.tule.compute.MachineId;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** Instances of both architectures; those that aren't the host's are emulated. */
class ArchitecturesTest {
    private static final String ARM_IMAGE = "ami-00000000000000a01";
    private static final String MISMATCH =
            "The architecture 'arm64' of the specified instance type does not match the"
                    + " architecture 'x86_64' of the specified AMI.";

    @TempDir private Path directory;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static RunInstancesRequest.Builder launch(String image, String type) {
        return RunInstancesRequest.builder()
                .imageId(image)
                .instanceType(type)
                .minCount(1)
                .maxCount(1);
    }

    private String run(RunInstancesRequest.Builder launch) {
        String id = home.client.runInstances(launch.build()).instances().getFirst().instanceId();
        home.await(id, InstanceStateName.RUNNING);
        return id;
    }

    @Test
    void anArm64TypeWithAnArm64ImageIsSuchAMachine() {
        Instance instance = home.instance(run(launch(ARM_IMAGE, "t4g.nano")));

        assertThat(instance.architecture()).isEqualTo(ArchitectureValues.ARM64);
        assertThat(
                        home.driver
                                .find(new MachineId(instance.instanceId()))
                                .orElseThrow()
                                .spec()
                                .architecture())
                .isEqualTo(Architecture.ARM64);
    }

    @Test
    void anImageAndATypeOfTwoArchitecturesAreRefused() {
        Home.refuses(
                "InvalidParameterValue",
                MISMATCH,
                () -> home.client.runInstances(launch("ami-d0f89fb9", "a1.medium").build()));
        Home.refuses(
                "InvalidParameterValue",
                () -> home.client.runInstances(launch(ARM_IMAGE, "t3.nano").build()));
        assertThat(home.client.describeInstances().reservations()).isEmpty();
    }

    @Test
    void aStoppedInstanceKeepsItsArchitectureWhenItsTypeChanges() {
        String id = run(launch("ami-d0f89fb9", "t3.nano"));
        home.client.stopInstances(r -> r.instanceIds(id));
        home.await(id, InstanceStateName.STOPPED);

        Home.refuses(
                "InvalidParameterValue",
                MISMATCH,
                () ->
                        home.client.modifyInstanceAttribute(
                                r -> r.instanceId(id).instanceType(v -> v.value("t4g.nano"))));
        assertThat(home.instance(id).instanceTypeAsString()).isEqualTo("t3.nano");
    }

    @Test
    void imagesAndTypesAreFoundByTheirArchitecture() {
        Filter arm64 = Filter.builder().name("architecture").values("arm64").build();
        assertThat(home.client.describeImages(r -> r.filters(arm64)).images())
                .extracting(Image::imageId)
                .contains(ARM_IMAGE)
                .doesNotContain("ami-00000000000000001");
        assertThat(
                        home.client
                                .describeInstanceTypes(
                                        r -> r.instanceTypesWithStrings("m6g.medium"))
                                .instanceTypes()
                                .getFirst()
                                .processorInfo()
                                .supportedArchitecturesAsStrings())
                .containsExactly("arm64");
    }

    @Test
    void aRegisteredImageIsOfTheArchitectureThatWasSaid() {
        String volume =
                home.client.createVolume(r -> r.availabilityZone("us-east-1a").size(1)).volumeId();
        String snapshot = home.client.createSnapshot(r -> r.volumeId(volume)).snapshotId();
        BlockDeviceMapping root =
                BlockDeviceMapping.builder()
                        .deviceName("/dev/sda1")
                        .ebs(e -> e.snapshotId(snapshot))
                        .build();
        String image =
                home.client
                        .registerImage(
                                r ->
                                        r.name("own")
                                                .architecture(ArchitectureValues.ARM64)
                                                .rootDeviceName("/dev/sda1")
                                                .blockDeviceMappings(root))
                        .imageId();

        assertThat(home.client.describeImages(r -> r.imageIds(image)).images().getFirst())
                .extracting(Image::architecture)
                .isEqualTo(ArchitectureValues.ARM64);
        Home.refuses(
                "Unsupported",
                "boot under a BIOS",
                () -> home.client.runInstances(launch(image, "t4g.nano").build()));
    }
}
