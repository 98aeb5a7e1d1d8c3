package dev.tule.s3;

import static dev.tule.s3.BucketsTest.assertFault;
import static dev.tule.s3.TestS3.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.Headers;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.model.Checksum;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Checksums of objects: verified, kept, and given to those who ask. */
class ObjectChecksumsTest extends ObjectTest {
    @Test
    void aBodyWithoutAnyChecksumGetsOneAsOnAws() {
        PutObjectResponse response = put("a", "123456789");

        assertThat(response.checksumCRC64NVME()).isEqualTo("rosUhgp5mIg=");
        assertThat(response.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
    }

    private static final Sent CRC32 =
            new Sent("y/Q5Jg==", PutObjectRequest.Builder::checksumCRC32, Checksum::checksumCRC32);

    /** A checksum of {@code 123456789}, and where requests and answers have it. */
    record Sent(
            String value,
            BiConsumer<PutObjectRequest.Builder, String> member,
            Function<Checksum, String> attribute) {}

    static Stream<Sent> checksums() {
        return Stream.of(
                CRC32,
                new Sent(
                        "4waSgw==",
                        PutObjectRequest.Builder::checksumCRC32C,
                        Checksum::checksumCRC32C),
                new Sent(
                        "rosUhgp5mIg=",
                        PutObjectRequest.Builder::checksumCRC64NVME,
                        Checksum::checksumCRC64NVME),
                new Sent(
                        "98O8HYCOBHMq32eZZczDTKeuNEE=",
                        PutObjectRequest.Builder::checksumSHA1,
                        Checksum::checksumSHA1),
                new Sent(
                        "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
                        PutObjectRequest.Builder::checksumSHA256,
                        Checksum::checksumSHA256));
    }

    @ParameterizedTest
    @MethodSource("checksums")
    void aChecksumIsVerifiedAndKept(Sent sent) {
        assertFault(() -> put(sent, "12345678"), "BadDigest", 400);
        assertFault(() -> get("a"), "NoSuchKey", 404);
        put(sent, "123456789");

        Checksum kept =
                client.getObjectAttributes(
                                b ->
                                        b.bucket(BUCKET)
                                                .key("a")
                                                .objectAttributes(ObjectAttributes.CHECKSUM))
                        .checksum();
        assertThat(sent.attribute.apply(kept)).isEqualTo(sent.value);
    }

    private void put(Sent sent, String text) {
        client.putObject(
                b -> sent.member.accept(b.bucket(BUCKET).key("a"), sent.value), body(text));
    }

    @Test
    void aChecksumIsGivenToThoseWhoAsk() {
        put(CRC32, "123456789");

        assertThat(get("a", b -> b.checksumMode(ChecksumMode.ENABLED)).response().checksumCRC32())
                .isEqualTo(CRC32.value);
        assertThat(get("a", b -> {}).response().checksumCRC32()).isNull();
        assertThat(
                        client.headObject(
                                        b ->
                                                b.bucket(BUCKET)
                                                        .key("a")
                                                        .checksumMode(ChecksumMode.ENABLED))
                                .checksumCRC32())
                .isEqualTo(CRC32.value);
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
}
