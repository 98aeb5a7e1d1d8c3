package dev.tule.s3;

import static dev.tule.s3.BucketsTest.assertFault;
import static dev.tule.s3.TestS3.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
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

        assertFault(
                () ->
                        client.copyObject(
                                b ->
                                        b.sourceBucket(BUCKET)
                                                .sourceKey("a")
                                                .copySourceIfNoneMatch(etag)
                                                .destinationBucket(BUCKET)
                                                .destinationKey("b")),
                "PreconditionFailed",
                412);
    }
}
