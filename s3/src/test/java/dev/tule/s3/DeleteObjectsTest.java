package dev.tule.s3;

import static dev.tule.s3.BucketsTest.assertFault;
import static dev.tule.s3.TestS3.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** DeleteObject and DeleteObjects. */
class DeleteObjectsTest extends ObjectTest {
    @Test
    void deletingWhatIsNotThereIsNoFault() {
        client.deleteObject(b -> b.bucket(BUCKET).key("nothing"));
        assertFault(
                () -> client.deleteObject(b -> b.bucket("nowhere").key("a")), "NoSuchBucket", 404);
    }

    @Test
    void manyObjectsAreDeletedAtOnce() {
        List<ObjectIdentifier> keys =
                java.util.stream.IntStream.range(0, 250)
                        .mapToObj(i -> ObjectIdentifier.builder().key("k" + i).build())
                        .toList();
        keys.forEach(key -> put(key.key(), "1"));

        DeleteObjectsResponse loud =
                client.deleteObjects(b -> b.bucket(BUCKET).delete(d -> d.objects(keys)));
        DeleteObjectsResponse quiet =
                client.deleteObjects(
                        b -> b.bucket(BUCKET).delete(d -> d.objects(keys).quiet(true)));

        assertThat(loud.deleted()).hasSize(250);
        assertThat(loud.errors()).isEmpty();
        assertThat(quiet.deleted()).isEmpty();
        assertThat(client.listObjectsV2(b -> b.bucket(BUCKET)).keyCount()).isZero();
    }

    @Test
    void replacedAndDeletedBytesLeaveTheDisk() {
        put("a", bytes(300_000, 1));
        put("a", bytes(300_000, 2));
        assertThat(s3.files()).isEqualTo(1);

        client.deleteObject(b -> b.bucket(BUCKET).key("a"));
        assertThat(s3.files()).isZero();
    }
}
