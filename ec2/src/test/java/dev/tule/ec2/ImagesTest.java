package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.BootModeValues;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageAttributeName;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;

/** Images with several disks, and what boots of them. */
class ImagesTest {
    private static final String ARM64 = "ami-00000000000000a01";

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

    private static BlockDeviceMapping device(String name, EbsBlockDevice.Builder disk) {
        return BlockDeviceMapping.builder().deviceName(name).ebs(disk.build()).build();
    }

    private static EbsBlockDevice.Builder disk() {
        return EbsBlockDevice.builder();
    }

    private Instance run(String image, String type, BlockDeviceMapping... devices) {
        Instance launched =
                home.client
                        .runInstances(
                                r ->
                                        r.imageId(image)
                                                .instanceType(type)
                                                .minCount(1)
                                                .maxCount(1)
                                                .blockDeviceMappings(devices))
                        .instances()
                        .getFirst();
        home.client.waiter().waitUntilInstanceRunning(w -> w.instanceIds(launched.instanceId()));
        return home.instance(launched.instanceId());
    }

    private Image image(String id) {
        home.client.waiter().waitUntilImageAvailable(w -> w.imageIds(id));
        return home.client.describeImages(d -> d.imageIds(id)).images().getFirst();
    }

    private String snapshotOfRoot(Instance instance) {
        String volume = instance.blockDeviceMappings().getFirst().ebs().volumeId();
        String made = home.client.createSnapshot(s -> s.volumeId(volume)).snapshotId();
        home.client.waiter().waitUntilSnapshotCompleted(w -> w.snapshotIds(made));
        return made;
    }

    @Test
    void anImageOfAnInstanceHasItsDisksChangedByTheRequests() {
        Instance instance =
                run(
                        "ami-d0f89fb9",
                        "t1.micro",
                        device("/dev/sdf", disk().volumeSize(1)),
                        device("/dev/sdg", disk().volumeSize(2)));

        Image made =
                image(
                        home.client
                                .createImage(
                                        r ->
                                                r.instanceId(instance.instanceId())
                                                        .name("changed")
                                                        .noReboot(true)
                                                        .blockDeviceMappings(
                                                                device(
                                                                        "/dev/sda1",
                                                                        disk().volumeSize(9)),
                                                                BlockDeviceMapping.builder()
                                                                        .deviceName("/dev/sdf")
                                                                        .noDevice("")
                                                                        .build(),
                                                                device(
                                                                        "/dev/sdh",
                                                                        disk().volumeSize(3))))
                                .imageId());

        assertThat(made.blockDeviceMappings())
                .extracting(
                        each -> each.deviceName() + " " + each.ebs().volumeSize(),
                        each -> each.ebs().snapshotId() != null)
                .containsExactly(
                        tuple("/dev/sda1 9", true),
                        tuple("/dev/sdg 2", true),
                        tuple("/dev/sdh 3", false));
        assertThat(run(made.imageId(), "t1.micro").blockDeviceMappings())
                .extracting(InstanceBlockDeviceMapping::deviceName)
                .containsExactly("/dev/sda1", "/dev/sdg", "/dev/sdh");
        Home.refuses(
                "InvalidBlockDeviceMapping",
                () ->
                        home.client.createImage(
                                r ->
                                        r.instanceId(instance.instanceId())
                                                .name("smaller")
                                                .blockDeviceMappings(
                                                        device(
                                                                "/dev/sda1",
                                                                disk().volumeSize(1)))));
    }

    @Test
    void anImageIsRegisteredWithSeveralDisks() {
        String snapshot = snapshotOfRoot(home.launch());

        String id =
                home.client
                        .registerImage(
                                r ->
                                        r.name("several")
                                                .bootMode(BootModeValues.LEGACY_BIOS)
                                                .blockDeviceMappings(
                                                        device(
                                                                "/dev/sda1",
                                                                disk().snapshotId(snapshot)),
                                                        device(
                                                                "/dev/sdf",
                                                                disk().snapshotId(snapshot)
                                                                        .volumeSize(10)),
                                                        device("/dev/sdg", disk().volumeSize(1))))
                        .imageId();

        assertThat(run(id, "t1.micro").blockDeviceMappings())
                .extracting(InstanceBlockDeviceMapping::deviceName)
                .containsExactly("/dev/sda1", "/dev/sdf", "/dev/sdg");
        assertThat(
                        home.client
                                .describeImageAttribute(
                                        d -> d.imageId(id).attribute(ImageAttributeName.BOOT_MODE))
                                .bootMode()
                                .value())
                .isEqualTo("legacy-bios");
    }

    /** Its disk has no boot loader: what boots is the kernel of the image that it began with. */
    @Test
    void anImageOfTheRootsSnapshotBootsAsItsOriginDoes() {
        String first = snapshotOfRoot(run(ARM64, "t4g.nano"));
        String volume =
                home.client
                        .createVolume(v -> v.availabilityZone("us-east-1a").snapshotId(first))
                        .volumeId();
        String second = home.client.createSnapshot(c -> c.volumeId(volume)).snapshotId();
        home.client.deleteVolume(d -> d.volumeId(volume));

        String id =
                home.client
                        .registerImage(
                                r ->
                                        r.name("of-a-snapshot")
                                                .blockDeviceMappings(
                                                        device(
                                                                "/dev/sda1",
                                                                disk().snapshotId(second))))
                        .imageId();

        assertThat(image(id).architectureAsString()).isEqualTo("arm64");
        assertThat(run(id, "t4g.nano").state().nameAsString()).isEqualTo("running");
    }

    @Test
    void whatMachinesHereDontHaveIsRefusedByName() {
        String snapshot = snapshotOfRoot(home.launch());
        BlockDeviceMapping root = device("/dev/sda1", disk().snapshotId(snapshot));

        Home.refuses(
                "NotImplemented",
                () ->
                        home.client.registerImage(
                                r ->
                                        r.name("a")
                                                .bootMode(BootModeValues.UEFI)
                                                .blockDeviceMappings(root)));
        Home.refuses(
                "NotImplemented",
                () ->
                        home.client.registerImage(
                                r -> r.name("b").kernelId("aki-1").blockDeviceMappings(root)));
        Home.refuses(
                "InvalidBlockDeviceMapping",
                () -> home.client.registerImage(r -> r.name("c").blockDeviceMappings(root, root)));
        for (ImageAttributeName each : ImageAttributeName.knownValues()) {
            assertThat(
                            home.client
                                    .describeImageAttribute(
                                            d -> d.imageId("ami-d0f89fb9").attribute(each))
                                    .imageId())
                    .isEqualTo("ami-d0f89fb9");
        }
    }

    /** As Terraform's AWS provider writes them. */
    @Test
    void emptyTextsOfALaunchMeanNothing() {
        Instance launched =
                home.client
                        .runInstances(
                                r ->
                                        r.imageId("ami-d0f89fb9")
                                                .minCount(1)
                                                .maxCount(1)
                                                .placement(
                                                        p -> p.availabilityZone("").groupName("")))
                        .instances()
                        .getFirst();

        assertThat(launched.placement().availabilityZone()).startsWith("us-east-1");
    }
}
