package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.MachineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeModification;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** Volumes, snapshots, and the images that are made of them. */
class VolumesTest {
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

    private CreateVolumeResponse create(int gib) {
        return home.client.createVolume(r -> r.availabilityZone("us-east-1a").size(gib));
    }

    private Volume volume(String id) {
        return home.client.describeVolumes(r -> r.volumeIds(id)).volumes().getFirst();
    }

    private Path file(String kind, String id) {
        return directory.resolve(kind).resolve(id + ".qcow2");
    }

    @Test
    void aVolumeIsAFileAndGoesWithIt() {
        String id = create(3).volumeId();

        assertThat(volume(id).state()).isEqualTo(VolumeState.AVAILABLE);
        assertThat(home.disks.sizeBytes(file("volumes", id))).isEqualTo(3L << 30);
        home.client.deleteVolume(r -> r.volumeId(id));
        assertThat(file("volumes", id)).doesNotExist();
        Home.refuses(
                "InvalidVolume.NotFound", () -> home.client.describeVolumes(r -> r.volumeIds(id)));
    }

    @Test
    void aVolumeIsAttachedToARunningMachineAndDetached() {
        Instance instance = home.launch();
        String id = create(1).volumeId();

        home.client.attachVolume(
                r -> r.volumeId(id).instanceId(instance.instanceId()).device("/dev/sdf"));

        assertThat(disks(instance)).contains(id).hasSize(2);
        assertThat(volume(id).attachments().getFirst().stateAsString()).isEqualTo("attached");
        Home.refuses("VolumeInUse", () -> home.client.deleteVolume(r -> r.volumeId(id)));
        home.client.detachVolume(r -> r.volumeId(id));
        assertThat(disks(instance)).doesNotContain(id);
        assertThat(volume(id).state()).isEqualTo(VolumeState.AVAILABLE);
    }

    private java.util.List<String> disks(Instance instance) {
        return home
                .driver
                .find(new MachineId(instance.instanceId()))
                .orElseThrow()
                .spec()
                .disks()
                .stream()
                .map(disk -> disk.id().value())
                .toList();
    }

    @Test
    void whatIsAttachedToAStoppedInstanceIsThereWhenItStarts() {
        Instance instance = home.launch();
        home.client.stopInstances(r -> r.instanceIds(instance.instanceId()));
        home.await(instance.instanceId(), InstanceStateName.STOPPED);
        String id = create(1).volumeId();

        home.client.attachVolume(
                r -> r.volumeId(id).instanceId(instance.instanceId()).device("/dev/sdf"));
        home.client.startInstances(r -> r.instanceIds(instance.instanceId()));
        home.await(instance.instanceId(), InstanceStateName.RUNNING);

        assertThat(disks(instance)).contains(id);
    }

    @Test
    void theRootOfARunningInstanceStays() {
        Instance instance = home.launch();
        String root = instance.blockDeviceMappings().getFirst().ebs().volumeId();

        Home.refuses(
                "OperationNotPermitted", () -> home.client.detachVolume(r -> r.volumeId(root)));
    }

    @Test
    void aVolumeFromASnapshotHoldsWhatItHeldEvenWhenTheSnapshotIsDeleted() throws IOException {
        String id = create(1).volumeId();
        Files.writeString(file("volumes", id), "before");
        String snapshot = home.client.createSnapshot(r -> r.volumeId(id)).snapshotId();
        Files.writeString(file("volumes", id), "after!");

        String copy =
                home.client
                        .createVolume(
                                r -> r.availabilityZone("us-east-1a").snapshotId(snapshot).size(2))
                        .volumeId();
        home.client.deleteSnapshot(r -> r.snapshotId(snapshot));

        assertThat(file("volumes", copy)).content().startsWith("before");
        assertThat(file("snapshots", snapshot)).exists();
        home.client.deleteVolume(r -> r.volumeId(copy));
        assertThat(file("snapshots", snapshot)).doesNotExist();
    }

    @Test
    void volumesGrowAndDoNotShrink() {
        String id = create(2).volumeId();

        home.client.modifyVolume(r -> r.volumeId(id).size(5));

        assertThat(volume(id).size()).isEqualTo(5);
        assertThat(home.disks.sizeBytes(file("volumes", id))).isEqualTo(5L << 30);
        Home.refuses(
                "InvalidParameterValue",
                () -> home.client.modifyVolume(r -> r.volumeId(id).size(1)));
    }

    @Test
    void statusesAndModificationsAreFilteredToo() {
        String grown = create(2).volumeId();
        String other = create(1).volumeId();
        home.client.modifyVolume(r -> r.volumeId(grown).size(5));
        home.client.modifyVolume(r -> r.volumeId(other).size(2));
        Filter size = Filter.builder().name("target-size").values("5").build();
        Filter well = Filter.builder().name("volume-status.status").values("ok").build();
        Filter ill = Filter.builder().name("volume-status.status").values("impaired").build();

        assertThat(
                        home.client
                                .describeVolumesModifications(r -> r.filters(size))
                                .volumesModifications())
                .extracting(VolumeModification::volumeId)
                .containsExactly(grown);
        assertThat(home.client.describeVolumeStatus(r -> r.filters(well)).volumeStatuses())
                .hasSize(2);
        assertThat(home.client.describeVolumeStatus(r -> r.filters(ill)).volumeStatuses())
                .isEmpty();
    }

    @Test
    void disksAreEncryptedByDefaultWhereThatIsWanted() {
        assertThat(volume(create(1).volumeId()).encrypted()).isFalse();
        assertThat(home.client.enableEbsEncryptionByDefault(_ -> {}).ebsEncryptionByDefault())
                .isTrue();

        Instance instance = home.launch();

        String root = instance.blockDeviceMappings().getFirst().ebs().volumeId();
        assertThat(volume(root).encrypted()).isTrue();
        assertThat(
                        home.driver
                                .find(new MachineId(instance.instanceId()))
                                .orElseThrow()
                                .spec()
                                .disks())
                .allMatch(disk -> disk.key() != null);
        home.client.disableEbsEncryptionByDefault(_ -> {});
        assertThat(home.client.getEbsEncryptionByDefault(_ -> {}).ebsEncryptionByDefault())
                .isFalse();
        assertThat(volume(create(1).volumeId()).encrypted()).isFalse();
    }

    @Test
    void thereIsOneKmsKeyToEncryptUnder() {
        assertThat(home.client.getEbsDefaultKmsKeyId(_ -> {}).kmsKeyId())
                .isEqualTo("alias/aws/ebs");
        Home.refuses("InvalidParameterDependency", () -> encrypted(null, "alias/aws/ebs"));
        Home.refuses("InvalidParameterValue", () -> encrypted(true, "alias/mine"));
        assertThat(encrypted(true, "alias/aws/ebs").kmsKeyId())
                .startsWith("arn:aws:kms:us-east-1:" + Home.ACCOUNT + ":key/");
    }

    private CreateVolumeResponse encrypted(@Nullable Boolean asked, String key) {
        return home.client.createVolume(
                r -> r.availabilityZone("us-east-1a").size(1).encrypted(asked).kmsKeyId(key));
    }

    @Test
    void anImageIsCopiedToAnotherRegionAndBootsThereAsItsOrigin() {
        Instance instance = home.launch();
        String image =
                home.client
                        .createImage(
                                r -> r.instanceId(instance.instanceId()).name("a").noReboot(true))
                        .imageId();
        Ec2Client other = home.clientIn("eu-west-1");

        String copy =
                other.copyImage(
                                r ->
                                        r.sourceRegion("us-east-1")
                                                .sourceImageId(image)
                                                .name("b")
                                                .encrypted(true))
                        .imageId();
        home.client.deregisterImage(r -> r.imageId(image).deleteAssociatedSnapshots(true));
        other.waiter().waitUntilImageAvailable(r -> r.imageIds(copy));

        Image made = other.describeImages(r -> r.imageIds(copy)).images().getFirst();
        assertThat(made.blockDeviceMappings().getFirst().ebs().encrypted()).isTrue();
        assertThat(made.sourceImageRegion()).isEqualTo("us-east-1");
        String second =
                other.copyImage(r -> r.sourceRegion("eu-west-1").sourceImageId(copy).name("c"))
                        .imageId();
        other.deregisterImage(r -> r.imageId(copy));
        String launched =
                other.runInstances(
                                r ->
                                        r.imageId(second)
                                                .instanceType("t1.micro")
                                                .minCount(1)
                                                .maxCount(1))
                        .instances()
                        .getFirst()
                        .instanceId();
        other.waiter().waitUntilInstanceRunning(r -> r.instanceIds(launched));
        Home.refuses(
                "InvalidParameterValue",
                () -> other.copyImage(r -> r.sourceRegion("moon-1").sourceImageId(copy).name("d")));
    }

    @Test
    void theSweepRemovesFilesThatNothingTellsOf() throws IOException {
        String kept = create(1).volumeId();
        Path orphan = file("volumes", "vol-0123456789abcdef0");
        Files.writeString(orphan, "left by a crash");
        home.close();

        home = new Home(directory);

        assertThat(orphan).doesNotExist();
        assertThat(file("volumes", kept)).exists();
    }

    @Test
    void anImageOfAnInstanceStartsOthersWithItsDisk() throws IOException {
        Instance instance = home.launch();
        String root = instance.blockDeviceMappings().getFirst().ebs().volumeId();
        Files.writeString(file("volumes", root), "changed");

        String imageId =
                home.client
                        .createImage(r -> r.instanceId(instance.instanceId()).name("mine"))
                        .imageId();
        Image image = awaitImage(imageId);
        String other =
                home.client
                        .runInstances(
                                r ->
                                        r.imageId(imageId)
                                                .instanceType("t1.micro")
                                                .minCount(1)
                                                .maxCount(1))
                        .instances()
                        .getFirst()
                        .instanceId();
        Instance copy = home.await(other, InstanceStateName.RUNNING);

        assertThat(image.name()).isEqualTo("mine");
        assertThat(image.sourceInstanceId()).isEqualTo(instance.instanceId());
        assertThat(file("volumes", copy.blockDeviceMappings().getFirst().ebs().volumeId()))
                .content()
                .startsWith("changed");
        assertThat(home.instance(instance.instanceId()).state().name())
                .isEqualTo(InstanceStateName.RUNNING);
        String snapshot = image.blockDeviceMappings().getFirst().ebs().snapshotId();
        Home.refuses(
                "InvalidSnapshot.InUse",
                () -> home.client.deleteSnapshot(r -> r.snapshotId(snapshot)));
        home.client.deregisterImage(r -> r.imageId(imageId));
        home.client.deleteSnapshot(r -> r.snapshotId(snapshot));
    }

    private Image awaitImage(String id) {
        java.time.Instant deadline = java.time.Instant.now().plusSeconds(20);
        while (true) {
            Image image = home.client.describeImages(r -> r.imageIds(id)).images().getFirst();
            if (image.state() == ImageState.AVAILABLE) {
                return image;
            }
            assertThat(java.time.Instant.now()).isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void anImageIsRegisteredOfASnapshot() {
        String id = create(1).volumeId();
        String snapshot = home.client.createSnapshot(r -> r.volumeId(id)).snapshotId();
        assertThat(
                        home.client
                                .describeSnapshots(r -> r.snapshotIds(snapshot))
                                .snapshots()
                                .getFirst()
                                .state())
                .isEqualTo(SnapshotState.COMPLETED);

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
                                                .rootDeviceName("/dev/sda1")
                                                .blockDeviceMappings(root))
                        .imageId();

        assertThat(home.client.describeImages(r -> r.owners("self")).images())
                .extracting(Image::imageId)
                .containsExactly(image);
        Home.refuses(
                "InvalidAMIName.Duplicate",
                () ->
                        home.client.copyImage(
                                r -> r.name("own").sourceImageId(image).sourceRegion("us-east-1")));
    }

    @Test
    void knownIdentifiersAndParametersHaveAMeaning() {
        Image lecture =
                home.client.describeImages(r -> r.imageIds("ami-d0f89fb9")).images().getFirst();

        assertThat(lecture.imageId()).isEqualTo("ami-d0f89fb9");
        assertThat(lecture.description()).startsWith("ami-d0f89fb9 is tiny here.");
        assertThat(
                        home.client
                                .runInstances(
                                        r ->
                                                r.imageId(
                                                                "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")
                                                        .instanceType("t2.micro")
                                                        .minCount(1)
                                                        .maxCount(1))
                                .instances()
                                .getFirst()
                                .imageId())
                .isEqualTo("ami-00000000000000001");
    }
}
