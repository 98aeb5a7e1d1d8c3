package dev.tule.s3;

import static dev.tule.s3.BucketsTest.assertFault;
import static dev.tule.s3.TestS3.body;
import static dev.tule.s3.TestS3.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.AwsFault;
import dev.tule.http.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/** Single objects, as the services in this process see them. */
class ObjectsTest {
    private static final String BUCKET = "readings";

    private TestS3 s3;
    private S3Client client;

    @BeforeEach
    void open(@TempDir Path directory) {
        s3 = new TestS3(directory);
        client = s3.client();
        client.createBucket(b -> b.bucket(BUCKET));
    }

    @AfterEach
    void close() {
        s3.close();
    }

    private PutObjectResponse put(String key, byte[] bytes) {
        return client.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
    }

    private PutObjectResponse put(String key, String text) {
        return client.putObject(b -> b.bucket(BUCKET).key(key), body(text));
    }

    private ResponseBytes<GetObjectResponse> get(
            String key, Consumer<GetObjectRequest.Builder> more) {
        return client.getObjectAsBytes(
                b -> {
                    b.bucket(BUCKET).key(key);
                    more.accept(b);
                });
    }

    private byte[] get(String key) {
        return get(key, b -> {}).asByteArray();
    }

    static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

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

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

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
    void aBodyWithoutAnyChecksumGetsOneAsOnAws() {
        PutObjectResponse response = put("a", "123456789");

        assertThat(response.checksumCRC64NVME()).isEqualTo("rosUhgp5mIg=");
        assertThat(response.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
    }

    @Test
    void aChecksumIsVerifiedKeptAndGivenToThoseWhoAsk() {
        assertFault(
                () ->
                        client.putObject(
                                b -> b.bucket(BUCKET).key("a").checksumCRC32("AAAAAA=="),
                                body("123456789")),
                "BadDigest",
                400);
        client.putObject(
                b -> b.bucket(BUCKET).key("a").checksumCRC32("y/Q5Jg=="), body("123456789"));

        assertThat(get("a", b -> b.checksumMode(ChecksumMode.ENABLED)).response().checksumCRC32())
                .isEqualTo("y/Q5Jg==");
        assertThat(get("a", b -> {}).response().checksumCRC32()).isNull();
        assertThat(
                        client.headObject(
                                        b ->
                                                b.bucket(BUCKET)
                                                        .key("a")
                                                        .checksumMode(ChecksumMode.ENABLED))
                                .checksumCRC32())
                .isEqualTo("y/Q5Jg==");
    }

    @Test
    void aChecksumMayFollowTheBody() {
        Headers headers = Headers.of("x-amz-trailer", "x-amz-checksum-crc32c");

        PutObjectResponse response =
                TestS3.call(
                        headers,
                        Headers.of("x-amz-checksum-crc32c", "4waSgw=="),
                        () -> put("a", "123456789"));

        assertThat(response.checksumCRC32C()).isEqualTo("4waSgw==");
        assertFault(
                () ->
                        TestS3.call(
                                headers,
                                Headers.of("x-amz-checksum-crc32c", "AAAAAA=="),
                                () -> put("a", "other")),
                "BadDigest",
                400);
        assertThat(get("a", b -> {}).asUtf8String()).isEqualTo("123456789");
    }

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
    void tagsOfAnObjectChangeAlone() {
        String etag = put("a", "1").eTag();

        client.putObjectTagging(
                b -> b.bucket(BUCKET).key("a").tagging(t -> t.tagSet(tag("k", "v"))));
        assertThat(client.getObjectTagging(b -> b.bucket(BUCKET).key("a")).tagSet())
                .containsExactly(tag("k", "v"));
        client.deleteObjectTagging(b -> b.bucket(BUCKET).key("a"));
        assertThat(client.getObjectTagging(b -> b.bucket(BUCKET).key("a")).tagSet()).isEmpty();
        assertThat(client.headObject(b -> b.bucket(BUCKET).key("a")).eTag()).isEqualTo(etag);
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

    @Test
    void aFaultSaysWhatItIsAbout() {
        Assertions.assertThatThrownBy(() -> get("a/b"))
                .isInstanceOfSatisfying(
                        AwsFault.class,
                        fault -> assertThat(fault.elements()).containsEntry("Key", "a/b"));
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
}
