package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.ec2.network.live.LiveNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageDiskContainer;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ImportImageTask;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;
import software.amazon.awssdk.services.ec2.model.UserBucket;

/** Disks that come from S3. */
class ImportsTest {
    private static final String GREETING = "booted from S3";
    private static final UserBucket SYSTEM =
            UserBucket.builder().s3Bucket("disks").s3Key("system").build();

    @TempDir private Path directory;
    private final ObjectsInMemory s3 = new ObjectsInMemory();
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory, LiveNetwork.ofHost().withS3(_ -> s3));
    }

    @AfterEach
    void close() {
        home.close();
    }

    /** A disk of 1 MiB whose first sector writes the greeting to the serial port. */
    private static byte[] bootable() {
        ByteBuffer disk = ByteBuffer.allocate(1 << 20);
        // cli; ds = 0; si = text; for each byte up to 0: out 3f8h; hlt
        disk.put(new byte[] {(byte) 0xfa, 0x31, (byte) 0xc0, (byte) 0x8e, (byte) 0xd8});
        disk.put(new byte[] {(byte) 0xbe, 0x16, 0x7c, (byte) 0xac, (byte) 0x84, (byte) 0xc0});
        disk.put(new byte[] {0x74, 0x06, (byte) 0xba, (byte) 0xf8, 0x03, (byte) 0xee});
        disk.put(new byte[] {(byte) 0xeb, (byte) 0xf5, (byte) 0xf4, (byte) 0xeb, (byte) 0xfd});
        disk.put(GREETING.getBytes(StandardCharsets.US_ASCII));
        disk.put(510, new byte[] {0x55, (byte) 0xaa});
        return disk.array();
    }

    private static <T> void until(T wanted, Supplier<T> now) {
        Instant deadline = Instant.now().plusSeconds(30);
        while (!wanted.equals(now.get())) {
            assertThat(Instant.now()).as("%s, not %s", now.get(), wanted).isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    private SnapshotTaskDetail task(String id) {
        return home.client
                .describeImportSnapshotTasks(d -> d.importTaskIds(id))
                .importSnapshotTasks()
                .getFirst()
                .snapshotTaskDetail();
    }

    @Test
    void anImportUnderWayIsGivenUp() {
        s3.objects.put("disks/data.raw", new byte[1 << 20]);
        s3.gate = new CountDownLatch(1);
        String id =
                home.client
                        .importSnapshot(
                                i ->
                                        i.diskContainer(
                                                c -> c.format("raw").url("s3://disks/data.raw")))
                        .importTaskId();

        assertThat(home.client.cancelImportTask(c -> c.importTaskId(id)).previousState())
                .isEqualTo("active");
        s3.gate.countDown();

        assertThat(task(id).status()).isEqualTo("deleted");
        Home.refuses("IncorrectState", () -> home.client.cancelImportTask(c -> c.importTaskId(id)));
        Home.refuses(
                "InvalidConversionTaskId.NotFound",
                () ->
                        home.client.cancelImportTask(
                                c -> c.importTaskId("import-ami-0123456789abcdef0")));
        assertThat(home.client.describeSnapshots(_ -> {}).snapshots()).isEmpty();
    }

    private Snapshot snapshot(String id) {
        return home.client.describeSnapshots(d -> d.snapshotIds(id)).snapshots().getFirst();
    }

    @Test
    void aDiskBecomesASnapshot() {
        s3.objects.put("disks/data.raw", new byte[1 << 20]);
        String id =
                home.client
                        .importSnapshot(
                                i ->
                                        i.description("data")
                                                .diskContainer(
                                                        c ->
                                                                c.format("raw")
                                                                        .url(
                                                                                "s3://disks/data.raw")))
                        .importTaskId();
        assertThat(id).startsWith("import-snap-");

        until("completed", () -> task(id).status());

        SnapshotTaskDetail done = task(id);
        assertThat(done.diskImageSize()).isEqualTo(1 << 20);
        assertThat(done.userBucket().s3Bucket()).isEqualTo("disks");
        Snapshot made = snapshot(done.snapshotId());
        assertThat(made.state()).isEqualTo(SnapshotState.COMPLETED);
        assertThat(made.volumeSize()).isEqualTo(1);
        home.client.deleteSnapshot(d -> d.snapshotId(done.snapshotId()));
        assertThat(task(id).status()).isEqualTo("completed");
    }

    @Test
    void aDiskBecomesAnImage() {
        s3.objects.put("disks/system", bootable());
        String id =
                home.client
                        .importImage(
                                i ->
                                        i.description("ours")
                                                .diskContainers(
                                                        ImageDiskContainer.builder()
                                                                .format("RAW")
                                                                .userBucket(SYSTEM)
                                                                .build()))
                        .importTaskId();

        until("completed", () -> imageTask(id).status());

        Image image = image(imageTask(id).imageId());
        assertThat(image.state()).isEqualTo(ImageState.AVAILABLE);
        assertThat(image.name()).isEqualTo(id);
        assertThat(home.client.describeImportImageTasks().importImageTasks()).hasSize(1);
    }

    private ImportImageTask imageTask(String id) {
        return home.client
                .describeImportImageTasks(d -> d.importTaskIds(id))
                .importImageTasks()
                .getFirst();
    }

    private Image image(String id) {
        return home.client.describeImages(d -> d.imageIds(id)).images().getFirst();
    }

    @ParameterizedTest
    @CsvSource({"raw,absent", "qcow2,bootable", "VMDK,bootable", "floppy,bootable", "raw,empty"})
    void whatIsNoDiskIsRefused(String format, String key) {
        s3.objects.put("disks/bootable", bootable());
        s3.objects.put("disks/empty", new byte[0]);
        Home.refuses(
                format.equals("VMDK") ? "NotImplemented" : "InvalidParameter",
                () ->
                        home.client.importSnapshot(
                                i ->
                                        i.diskContainer(
                                                c -> c.format(format).url("s3://disks/" + key))));
        assertThat(home.client.describeSnapshots().snapshots()).isEmpty();
    }

    /** It would show machines files of this host. */
    @ParameterizedTest
    @CsvSource({"8,1", "72,4", "32,1", "4,9"})
    void aQcow2FileThatNeedsOthersIsRefused(int offset, int value) {
        ByteBuffer header = ByteBuffer.allocate(104);
        header.put(new byte[] {'Q', 'F', 'I', (byte) 0xfb}).putInt(3);
        header.putLong(24, 1 << 20);
        s3.objects.put("disks/good.qcow2", header.array().clone());
        header.putInt(offset + (offset == 8 || offset == 72 ? 4 : 0), value);
        s3.objects.put("disks/bad.qcow2", header.array());

        Home.refuses(
                "InvalidParameter",
                () ->
                        home.client.registerImage(
                                r -> r.name("bad").imageLocation("disks/bad.qcow2")));
        assertThat(
                        home.client
                                .registerImage(
                                        r -> r.name("good").imageLocation("disks/good.qcow2"))
                                .imageId())
                .startsWith("ami-");
    }

    @Test
    void anObjectThatIsRegisteredBoots() throws IOException {
        home.close();
        home = Home.ofThisHost(directory.resolve("real"), LiveNetwork.ofHost().withS3(_ -> s3));
        s3.objects.put("disks/system.img", bootable());
        String imageId =
                home.client
                        .registerImage(r -> r.name("own").imageLocation("disks/system.img"))
                        .imageId();
        until(ImageState.AVAILABLE, () -> image(imageId).state());
        Instance launched =
                home.client
                        .runInstances(
                                r ->
                                        r.imageId(imageId)
                                                .instanceType("t2.nano")
                                                .minCount(1)
                                                .maxCount(1))
                        .instances()
                        .getFirst();

        until(true, () -> console(launched.instanceId()).contains(GREETING));

        home.client.terminateInstances(t -> t.instanceIds(launched.instanceId()));
        home.await(launched.instanceId(), InstanceStateName.TERMINATED);
    }

    private String console(String id) {
        String output = home.client.getConsoleOutput(g -> g.instanceId(id)).output();
        return output == null
                ? ""
                : new String(
                        java.util.Base64.getMimeDecoder().decode(output),
                        StandardCharsets.ISO_8859_1);
    }
}
