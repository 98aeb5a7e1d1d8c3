package dev.tule.s3;

import static dev.tule.s3.BucketsTest.assertFault;
import static dev.tule.s3.TestS3.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AwsFault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** GetObject and HeadObject: ranges, conditions, and reading while others write. */
class GetObjectTest extends ObjectTest {
    @Test
    void aResponseCanBeAskedToSayOtherwise() {
        put("a", "1");

        GetObjectResponse response =
                get("a", b -> b.responseContentType("text/csv").responseCacheControl("private"))
                        .response();

        assertThat(response.contentType()).isEqualTo("text/csv");
        assertThat(response.cacheControl()).isEqualTo("private");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, bytes 0-0/10",
        "bytes=3-5, 345, bytes 3-5/10",
        "bytes=7-, 789, bytes 7-9/10",
        "bytes=7-99, 789, bytes 7-9/10",
        "bytes=-3, 789, bytes 7-9/10",
        "bytes=-99, 0123456789, bytes 0-9/10"
    })
    void aRangeIsPartOfTheObject(String range, String expected, String contentRange) {
        put("a", "0123456789");

        ResponseBytes<GetObjectResponse> response = get("a", b -> b.range(range));

        assertThat(response.asUtf8String()).isEqualTo(expected);
        assertThat(response.response().contentRange()).isEqualTo(contentRange);
        assertThat(response.response().contentLength()).isEqualTo(expected.length());
        assertThat(response.response().sdkHttpResponse().statusCode()).isEqualTo(206);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-3", "bytes=0-1,3-4", "lines=1-2", "bytes=-", "bytes=a-b"})
    void whatIsNoRangeIsNotHeeded(String range) {
        put("a", "0123456789");

        ResponseBytes<GetObjectResponse> response = get("a", b -> b.range(range));

        assertThat(response.asUtf8String()).isEqualTo("0123456789");
        assertThat(response.response().contentRange()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
    void aRangeBeyondTheEndIsRefused(String range) {
        put("a", "0123456789");

        assertFault(() -> get("a", b -> b.range(range)), "InvalidRange", 416);
    }

    @Test
    void rangesOfLargeObjectsCrossBlocks() {
        byte[] bytes = bytes(2_000_003, 1);
        put("a", bytes);

        for (int from : List.of(0, 262_143, 262_144, 524_287, 1_999_999)) {
            int to = Math.min(from + 600_000, bytes.length - 1);
            byte[] part = get("a", b -> b.range("bytes=" + from + "-" + to)).asByteArray();
            assertThat(part).isEqualTo(java.util.Arrays.copyOfRange(bytes, from, to + 1));
        }
    }

    @Test
    void readConditionsFollowTheirPrecedence() {
        String etag = put("a", "1").eTag();
        var before = TestS3.NOW.minusSeconds(60);
        var after = TestS3.NOW.plusSeconds(60);

        assertThat(get("a", b -> b.ifMatch(etag).ifUnmodifiedSince(before)).asUtf8String())
                .isEqualTo("1");
        assertFault(() -> get("a", b -> b.ifMatch("\"x\"")), "PreconditionFailed", 412);
        assertFault(() -> get("a", b -> b.ifUnmodifiedSince(before)), "PreconditionFailed", 412);
        assertFault(() -> get("a", b -> b.ifNoneMatch(etag)), "NotModified", 304);
        assertFault(
                () -> get("a", b -> b.ifNoneMatch(etag).ifModifiedSince(before)),
                "NotModified",
                304);
        assertThat(get("a", b -> b.ifNoneMatch("\"x\"").ifModifiedSince(after)).asUtf8String())
                .isEqualTo("1");
        assertFault(() -> get("a", b -> b.ifModifiedSince(after)), "NotModified", 304);
        assertFault(
                () -> client.headObject(b -> b.bucket(BUCKET).key("a").ifNoneMatch("*")),
                "NotModified",
                304);
    }

    @Test
    void whoIsReadingReadsOnWhenTheObjectIsReplaced() throws Exception {
        byte[] bytes = bytes(3_000_000, 1);
        put("a", bytes);

        try (var reading = client.getObject(b -> b.bucket(BUCKET).key("a"))) {
            byte[] head = reading.readNBytes(10);
            put("a", "other");
            byte[] rest = reading.readAllBytes();
            assertThat(head.length + rest.length).isEqualTo(bytes.length);
            assertThat(rest).endsWith(java.util.Arrays.copyOfRange(bytes, 2_999_000, 3_000_000));
        }
    }

    @Test
    void aFaultSaysWhatItIsAbout() {
        assertThatThrownBy(() -> get("a/b"))
                .isInstanceOf(NoSuchKeyException.class)
                .cause()
                .isInstanceOfSatisfying(
                        AwsFault.class,
                        fault -> assertThat(fault.elements()).containsEntry("Key", "a/b"));
    }
}
