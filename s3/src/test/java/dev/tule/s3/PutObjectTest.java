package dev.tule.s3;

import static dev.tule.s3.BucketsTest.assertFault;
import static dev.tule.s3.TestS3.body;
import static dev.tule.s3.TestS3.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** PutObject: what is taken in comes back, and what is wrong is refused. */
class PutObjectTest extends ObjectTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 4097, 131_072, 131_073, 262_144, 524_288, 524_289, 3_000_000})
    void bytesOfAnyLengthComeBackAlsoAfterARestart(int length) {
        byte[] bytes = bytes(length, length);

        PutObjectResponse response = put("a", bytes);

        assertThat(response.eTag()).isEqualTo('"' + md5(bytes) + '"');
        assertThat(get("a")).isEqualTo(bytes);
        s3.restart();
        client = s3.client();
        assertThat(get("a")).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//a//b/", "ümläut/日本語", "a b+c%20&d", "😀", "a\u0000b", "."})
    void keysAreAnyText(String key) {
        put(key, key);
        put(key + "x", "another");

        assertThat(get(key, b -> {}).asUtf8String()).isEqualTo(key);
        client.deleteObject(b -> b.bucket(BUCKET).key(key));
        assertFault(() -> get(key), "NoSuchKey", 404);
        assertThat(get(key + "x", b -> {}).asUtf8String()).isEqualTo("another");
    }

    @Test
    void keysHaveAtMost1024Bytes() {
        put("ä".repeat(512), "1");

        assertFault(() -> put("ä".repeat(512) + "b", "1"), "KeyTooLongError", 400);
    }

    @Test
    void whatIsSaidOfAnObjectComesBack() {
        client.putObject(
                b ->
                        b.bucket(BUCKET)
                                .key("a")
                                .cacheControl("no-cache")
                                .contentDisposition("inline")
                                .contentEncoding("gzip,aws-chunked")
                                .contentLanguage("de")
                                .contentType("text/plain")
                                .storageClass("STANDARD_IA")
                                .tagging("site=north&kind=t%20x")
                                .metadata(Map.of("Sensor", "7")),
                body("1"));

        HeadObjectResponse head = client.headObject(b -> b.bucket(BUCKET).key("a"));
        assertThat(head.cacheControl()).isEqualTo("no-cache");
        assertThat(head.contentDisposition()).isEqualTo("inline");
        assertThat(head.contentEncoding()).isEqualTo("gzip");
        assertThat(head.contentLanguage()).isEqualTo("de");
        assertThat(head.contentType()).isEqualTo("text/plain");
        assertThat(head.storageClassAsString()).isEqualTo("STANDARD_IA");
        assertThat(head.metadata()).isEqualTo(Map.of("sensor", "7"));
        assertThat(head.contentLength()).isEqualTo(1);
        assertThat(head.lastModified()).isEqualTo("2026-11-22T10:20:30Z");
        assertThat(head.acceptRanges()).isEqualTo("bytes");
        assertThat(get("a", b -> {}).response().tagCount()).isEqualTo(2);
        assertThat(client.getObjectTagging(b -> b.bucket(BUCKET).key("a")).tagSet())
                .containsExactly(tag("site", "north"), tag("kind", "t x"));
    }

    @Test
    void aConditionalWriteHappensOnlyWhereItHolds() {
        String etag = putIf("a", "1", null, "*").eTag();

        assertFault(() -> putIf("a", "2", null, "*"), "PreconditionFailed", 412);
        assertFault(() -> putIf("a", "2", "\"x\"", null), "PreconditionFailed", 412);
        assertFault(() -> putIf("b", "2", etag, null), "NoSuchKey", 404);
        assertThat(get("a", b -> {}).asUtf8String()).isEqualTo("1");
        putIf("a", "3", etag, null);
        assertThat(get("a", b -> {}).asUtf8String()).isEqualTo("3");
        assertFault(
                () -> client.deleteObject(b -> b.bucket(BUCKET).key("a").ifMatch(etag)),
                "PreconditionFailed",
                412);
    }

    private PutObjectResponse putIf(
            String key,
            String text,
            @org.jspecify.annotations.Nullable String ifMatch,
            @org.jspecify.annotations.Nullable String ifNoneMatch) {
        return client.putObject(
                b -> b.bucket(BUCKET).key(key).ifMatch(ifMatch).ifNoneMatch(ifNoneMatch),
                body(text));
    }

    @Test
    void aBodyThatIsNotTheOneMeantIsRefused() {
        assertFault(() -> putWithMd5("1B2M2Y8AsgTpgAmY7PhCfg=="), "BadDigest", 400);
        assertFault(() -> putWithMd5("nonsense"), "InvalidDigest", 400);
        putWithMd5("xMpCOKC5I4INzFCab3WEmw==");
        assertThat(get("a", b -> {}).asUtf8String()).isEqualTo("1");
    }

    private void putWithMd5(String md5) {
        client.putObject(b -> b.bucket(BUCKET).key("a").contentMD5(md5), body("1"));
    }

    @Test
    void aBodyShorterOrLongerThanAnnouncedIsRefused() {
        byte[] bytes = bytes(1000, 1);

        for (long announced : List.of(999L, 1001L)) {
            RequestBody wrong =
                    RequestBody.fromContentProvider(
                            () -> new java.io.ByteArrayInputStream(bytes),
                            announced,
                            "binary/octet-stream");
            assertFault(
                    () -> client.putObject(b -> b.bucket(BUCKET).key("a"), wrong),
                    "IncompleteBody",
                    400);
        }
        assertFault(() -> get("a"), "NoSuchKey", 404);
    }

    @Test
    void metadataHasALimit() {
        String big = new String(new char[2048]).replace('\0', 'x');
        assertThat(big.getBytes(StandardCharsets.UTF_8)).hasSize(2048);

        assertFault(
                () ->
                        client.putObject(
                                b -> b.bucket(BUCKET).key("a").metadata(Map.of("k", big)),
                                body("1")),
                "MetadataTooLarge",
                400);
    }

    @Test
    void whatWouldBeAPromiseIsRefused() {
        assertFault(
                () ->
                        client.putObject(
                                b -> b.bucket(BUCKET).key("a").serverSideEncryption("AES256"),
                                body("1")),
                "NotImplemented",
                501);
        assertFault(
                () ->
                        client.putObject(
                                b -> b.bucket(BUCKET).key("a").acl("public-read"), body("1")),
                "AccessControlListNotSupported",
                400);
        assertFault(
                () ->
                        client.putObject(
                                b -> b.bucket(BUCKET).key("a").storageClass("PAPER"), body("1")),
                "InvalidStorageClass",
                400);
    }
}
