package dev.tule.s3;

import static dev.tule.s3.BucketsTest.assertFault;
import static dev.tule.s3.TestS3.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;

/** CopyObject. */
class CopyObjectTest extends ObjectTest {
    @Test
    void aCopyHasTheBytesAndByDefaultAllElse() {
        byte[] bytes = bytes(200_000, 3);
        client.putObject(
                b -> b.bucket(BUCKET).key("a b").metadata(Map.of("k", "v")).tagging("t=1"),
                RequestBody.fromBytes(bytes));

        client.copyObject(
                b ->
                        b.sourceBucket(BUCKET)
                                .sourceKey("a b")
                                .destinationBucket(BUCKET)
                                .destinationKey("c"));

        assertThat(get("c")).isEqualTo(bytes);
        assertThat(get("c", b -> {}).response().metadata()).isEqualTo(Map.of("k", "v"));
        assertThat(get("c", b -> {}).response().tagCount()).isEqualTo(1);
    }

    @Test
    void anObjectIsCopiedToItselfOnlyToChangeIt() {
        put("a", "1");

        assertFault(() -> copyToItself(MetadataDirective.COPY), "InvalidRequest", 400);
        copyToItself(MetadataDirective.REPLACE);
        assertThat(get("a", b -> {}).response().metadata()).isEqualTo(Map.of("k", "v"));
        assertThat(get("a", b -> {}).asUtf8String()).isEqualTo("1");
    }

    private void copyToItself(MetadataDirective directive) {
        client.copyObject(
                b ->
                        b.sourceBucket(BUCKET)
                                .sourceKey("a")
                                .destinationBucket(BUCKET)
                                .destinationKey("a")
                                .metadataDirective(directive)
                                .metadata(Map.of("k", "v")));
    }

    @Test
    void aCopysConditionsAreAboutTheSource() {
        String etag = put("a", "1").eTag();
        Instant before = TestS3.NOW.minusSeconds(60);
        Instant after = TestS3.NOW.plusSeconds(60);

        assertRefused(b -> b.copySourceIfMatch("\"x\""));
        assertRefused(b -> b.copySourceIfNoneMatch(etag));
        assertRefused(b -> b.copySourceIfModifiedSince(after));
        assertRefused(b -> b.copySourceIfUnmodifiedSince(before));
        copy(b -> b.copySourceIfMatch(etag).copySourceIfUnmodifiedSince(before));
        copy(b -> b.copySourceIfNoneMatch("\"x\"").copySourceIfModifiedSince(after));
        assertThat(get("b", b -> {}).asUtf8String()).isEqualTo("1");
    }

    @Test
    void aCopysOtherConditionsAreAboutTheDestination() {
        put("a", "1");
        String etag = put("b", "2").eTag();

        assertRefused(b -> b.ifNoneMatch("*"));
        assertRefused(b -> b.ifMatch("\"x\""));
        assertThat(get("b", b -> {}).asUtf8String()).isEqualTo("2");
        copy(b -> b.ifMatch(etag));
        assertThat(get("b", b -> {}).asUtf8String()).isEqualTo("1");
    }

    private void copy(Consumer<CopyObjectRequest.Builder> conditions) {
        client.copyObject(
                b -> {
                    b.sourceBucket(BUCKET).sourceKey("a");
                    b.destinationBucket(BUCKET).destinationKey("b");
                    conditions.accept(b);
                });
    }

    private void assertRefused(Consumer<CopyObjectRequest.Builder> conditions) {
        assertFault(() -> copy(conditions), "PreconditionFailed", 412);
    }
}
