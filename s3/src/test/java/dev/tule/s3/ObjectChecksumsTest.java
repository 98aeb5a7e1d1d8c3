package dev.tule.s3;

import static dev.tule.s3.BucketsTest.assertFault;
import static dev.tule.s3.TestS3.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.Headers;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Checksums of objects: verified, kept, and given to those who ask. */
class ObjectChecksumsTest extends ObjectTest {
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
}
