package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.DiskKey;
import dev.tule.compute.disk.DiskImages;
import dev.tule.compute.host.HostCommand;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot.Direction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CopySnapshotRequest;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Volume;

/** What lies on disk of volumes and snapshots, by this host's qemu-img. */
class DisksOnHostTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ZONE = "us-east-1a";

    @TempDir private Path directory;
    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = Home.ofThisHost(directory);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private String volumeOf(@Nullable String snapshot, boolean encrypted) {
        return home.client
                .createVolume(
                        r ->
                                r.availabilityZone(ZONE)
                                        .size(1)
                                        .snapshotId(snapshot)
                                        .encrypted(encrypted))
                .volumeId();
    }

    private Path volume(String id) {
        return directory.resolve("volumes").resolve(id + ".qcow2");
    }

    private Path snapshotFile(String id) {
        return directory.resolve("snapshots").resolve(id + ".qcow2");
    }

    private Snapshot whole(Ec2Client client, String id) {
        Instant deadline = Instant.now().plus(SOON);
        while (true) {
            Snapshot now = client.describeSnapshots(r -> r.snapshotIds(id)).snapshots().getFirst();
            if (now.state() != SnapshotState.PENDING || Instant.now().isAfter(deadline)) {
                assertThat(now.state()).as(now.stateMessage()).isEqualTo(SnapshotState.COMPLETED);
                return now;
            }
            Thread.onSpinWait();
        }
    }

    private String snapshotOf(String volume) {
        String id = home.client.createSnapshot(r -> r.volumeId(volume)).snapshotId();
        return whole(home.client, id).snapshotId();
    }

    /** Fills a MiB of a volume with the letter's bytes. */
    private void write(String volume, int atMib, char letter) throws IOException {
        String command = "write -q -P 0x%x %dM 1M".formatted((int) letter, atMib);
        HostCommand.run(
                List.of("qemu-io", "-f", "qcow2", "-c", command, volume(volume).toString()), SOON);
    }

    /** The bytes of the first MiBs of a disk, one of each. */
    private String read(DiskFile disk) throws IOException {
        DiskFile plain = DiskFile.qcow2(directory.resolve("plain.qcow2"));
        Path raw = directory.resolve("raw");
        DiskImages.open().create(plain.path(), 1L << 30);
        DiskImages.open().copy(disk, plain, SOON);
        HostCommand.run(
                List.of("qemu-img", "convert", "-O", "raw", plain.path().toString(), raw + ""),
                SOON);
        StringBuilder letters = new StringBuilder();
        try (var channel = Files.newByteChannel(raw)) {
            var one = java.nio.ByteBuffer.allocate(1);
            for (int mib = 0; mib < 3; mib++) {
                assertThat(channel.position((long) mib << 20).read(one.clear())).isEqualTo(1);
                letters.append((char) one.get(0));
            }
        }
        Files.delete(raw);
        Files.delete(plain.path());
        return letters.toString();
    }

    private @Nullable DiskKey key() {
        return home.store.read(
                new dev.tule.store.Shard("ec2/" + Home.ACCOUNT + "/us-east-1"),
                rows -> {
                    List<Page.Entry> keys =
                            rows.range(KeyRange.within(Key.of("data-key")), 10, Direction.FORWARD)
                                    .entries();
                    return keys.isEmpty() ? null : opened(keys.getFirst());
                });
    }

    private static DiskKey opened(Page.Entry sealed) {
        String id = (String) sealed.key().elements().getLast();
        String row = Home.ACCOUNT + "/us-east-1/data-key/" + id;
        return new DiskKey(id, new PlainSecrets().open(sealed.value(), row));
    }

    @Test
    void aLaterSnapshotHoldsWhatChangedAndNeedsNoneThatWasDeleted() throws IOException {
        String volume = volumeOf(null, false);
        write(volume, 0, 'a');
        write(volume, 1, 'a');
        String first = snapshotOf(volume);
        write(volume, 1, 'b');
        String second = snapshotOf(volume);
        write(volume, 2, 'c');
        String third = snapshotOf(volume);
        long whole = Files.size(snapshotFile(first));

        assertThat(whole).isGreaterThan(2 << 20);
        assertThat(Files.size(snapshotFile(second))).isLessThan(whole - (1 << 20) + 1);
        assertThat(Files.size(snapshotFile(third))).isLessThan(whole - (1 << 20) + 1);
        home.client.deleteSnapshot(r -> r.snapshotId(second));
        home.client.deleteSnapshot(r -> r.snapshotId(first));
        home.client.deleteVolume(r -> r.volumeId(volume));
        String restored = volumeOf(third, false);
        assertThat(read(DiskFile.qcow2(volume(restored)))).isEqualTo("abc");

        home.client.deleteVolume(r -> r.volumeId(restored));
        home.client.deleteSnapshot(r -> r.snapshotId(third));
        for (String each : List.of(first, second, third)) {
            assertThat(snapshotFile(each)).doesNotExist();
        }
    }

    @Test
    void whatIsEncryptedIsReadByItsKeyAlone() throws IOException {
        String clear = volumeOf(null, false);
        write(clear, 0, 'a');
        String snapshot = snapshotOf(clear);
        String volume = volumeOf(snapshot, true);
        DiskKey key = key();
        String of = snapshotOf(volume);
        String again = snapshotOf(volume);
        String upon = volumeOf(again, false);

        for (Path each : List.of(volume(volume), snapshotFile(of), snapshotFile(again))) {
            assertThat(read(DiskFile.qcow2(each, key))).startsWith("a");
            assertThat(Files.readString(each, StandardCharsets.ISO_8859_1))
                    .doesNotContain("aaaaaaaaaaaaaaaa");
        }
        assertThat(read(DiskFile.qcow2(volume(upon), key))).startsWith("a");
        assertThat(key()).isEqualTo(key);
        Volume told = home.client.describeVolumes(r -> r.volumeIds(upon)).volumes().getFirst();
        assertThat(told.encrypted()).isTrue();
        assertThat(told.kmsKeyId()).startsWith("arn:aws:kms:us-east-1:" + Home.ACCOUNT + ":key/");
        assertThat(DiskImages.open().info(snapshotFile(again), DiskFormat.QCOW2).backing())
                .contains(snapshotFile(of));

        home.client.deleteSnapshot(r -> r.snapshotId(of));
        assertThat(read(DiskFile.qcow2(volume(upon), key))).startsWith("a");
        home.client.deleteVolume(r -> r.volumeId(volume));
        home.client.deleteVolume(r -> r.volumeId(upon));
        home.client.deleteSnapshot(r -> r.snapshotId(again));
        assertThat(key()).isNull();
    }

    @Test
    void aCopyInAnotherRegionOutlivesItsSourceAndMayBeEncrypted() throws IOException {
        String volume = volumeOf(null, false);
        write(volume, 0, 'a');
        String source = snapshotOf(volume);
        Consumer<CopySnapshotRequest.Builder> copy =
                r ->
                        r.sourceRegion("us-east-1")
                                .destinationRegion("eu-west-1")
                                .sourceSnapshotId(source)
                                .encrypted(true);
        Ec2Client other = home.clientIn("eu-west-1");

        Snapshot made = whole(other, other.copySnapshot(copy).snapshotId());
        home.client.deleteSnapshot(r -> r.snapshotId(source));

        assertThat(made.encrypted()).isTrue();
        assertThat(Files.readString(snapshotFile(made.snapshotId()), StandardCharsets.ISO_8859_1))
                .doesNotContain("aaaaaaaaaaaaaaaa");
        String there =
                other.createVolume(
                                r -> r.availabilityZone("eu-west-1a").snapshotId(made.snapshotId()))
                        .volumeId();
        assertThat(other.describeVolumes(r -> r.volumeIds(there)).volumes().getFirst().encrypted())
                .isTrue();
        Home.refuses("InvalidSnapshot.NotFound", () -> other.copySnapshot(copy));
    }
}
