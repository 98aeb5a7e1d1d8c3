package dev.tule.aws.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AccessKey;
import dev.tule.aws.AwsFault;
import dev.tule.aws.RequestVerifier.Family;
import dev.tule.aws.RequestVerifier.Target;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests whose Version 2 signatures AWS has published. */
class PublishedV2ExamplesTest {
    private static final AccessKey KEY =
            new AccessKey(
                    "AKIAIOSFODNN7EXAMPLE",
                    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                    Signing.ALICE,
                    true,
                    null,
                    null);
    private static final Target JOHNSMITH = new Target(Family.S3, Optional.of("johnsmith"), true);

    @ParameterizedTest
    @CsvSource({
        "GET,/photos/puppy.jpg,2007-03-27T19:36:42Z,'Tue, 27 Mar 2007 19:36:42 +0000',"
                + "bWq2s1WEIj+Ydj0vQ697zp+IXMU=",
        "GET,/?prefix=photos&max-keys=50&marker=puppy,2007-03-27T19:42:41Z,"
                + "'Tue, 27 Mar 2007 19:42:41 +0000',htDYFYduRNen8P9ZfE/s9SuKy0U=",
        "GET,/?acl,2007-03-27T19:44:46Z,'Tue, 27 Mar 2007 19:44:46 +0000',"
                + "c2WLPFtWHVgbEmeEG93a4cG37dM=",
    })
    void aReadOfABucketInTheHostName(
            String method, String target, Instant now, String date, String signature) {
        Request request =
                Signing.request(
                        method,
                        target,
                        Headers.of(
                                "Host",
                                "johnsmith.s3.amazonaws.com",
                                "Date",
                                date,
                                "Authorization",
                                "AWS AKIAIOSFODNN7EXAMPLE:" + signature),
                        new byte[0]);
        SignatureVerifier verifier = Signing.verifier(now, KEY);
        assertThat(verifier.verify(request, JOHNSMITH).principal()).isEqualTo(Signing.ALICE);
        refused(verifier, request, new Target(Family.S3, Optional.of("other"), true));
        refused(verifier, request, new Target(Family.S3, Optional.empty(), true));
        refused(
                Signing.verifier(now.plusSeconds(901), KEY),
                request,
                new Target(Family.S3, Optional.of("johnsmith"), true));
    }

    @ParameterizedTest
    @CsvSource({
        "/,2007-03-28T01:29:59Z,'Wed, 28 Mar 2007 01:29:59 +0000',qGdzdERIC03wnaRNKh6OqZehG9s=",
        "/dictionary/fran%C3%A7ais/pr%c3%a9f%c3%a8re,2007-03-28T01:49:49Z,"
                + "'Wed, 28 Mar 2007 01:49:49 +0000',DNEZGsoieTZ92F3bUfSPQcbGmlM=",
    })
    void aReadInPathStyle(String target, Instant now, String date, String signature) {
        Request request =
                Signing.request(
                        "GET",
                        target,
                        Headers.of(
                                "Host",
                                "s3.amazonaws.com",
                                "Date",
                                date,
                                "Authorization",
                                "AWS AKIAIOSFODNN7EXAMPLE:" + signature),
                        new byte[0]);
        assertThat(
                        Signing.verifier(now, KEY)
                                .verify(request, Signing.target(Family.S3))
                                .principal())
                .isEqualTo(Signing.ALICE);
    }

    @Test
    void uploadsWithAndWithoutAmazonHeaders() {
        Request plain =
                Signing.request(
                        "PUT",
                        "/photos/puppy.jpg",
                        Headers.of(
                                "Content-Type",
                                "image/jpeg",
                                "Host",
                                "johnsmith.s3.amazonaws.com",
                                "Date",
                                "Tue, 27 Mar 2007 21:15:45 +0000",
                                "Authorization",
                                "AWS AKIAIOSFODNN7EXAMPLE:MyyxeRY7whkBe+bq8fHCL/2kKUg="),
                        new byte[0]);
        SignatureVerifier verifier = Signing.verifier(Instant.parse("2007-03-27T21:10:00Z"), KEY);
        assertThat(verifier.verify(plain, JOHNSMITH).principal()).isEqualTo(Signing.ALICE);
        Headers.Builder many =
                Headers.builder()
                        .add("Host", "static.johnsmith.net:8080")
                        .add("Date", "Tue, 27 Mar 2007 21:06:08 +0000")
                        .add("x-amz-acl", "public-read")
                        .add("content-type", "application/x-download")
                        .add("Content-MD5", "4gJE4saaMU4BqNR0kLY+lw==")
                        .add("X-Amz-Meta-ReviewedBy", "joe@johnsmith.net")
                        .add("X-Amz-Meta-ReviewedBy", "jane@johnsmith.net")
                        .add("X-Amz-Meta-FileChecksum", "0x02661779")
                        .add("X-Amz-Meta-ChecksumAlgorithm", "crc32")
                        .add("Content-Encoding", "gzip")
                        .add(
                                "Authorization",
                                "AWS AKIAIOSFODNN7EXAMPLE:ilyl83RwaSoYIEdixDQcA4OnAnc=");
        Request upload = Signing.request("PUT", "/db-backup.dat.gz", many.build(), new byte[0]);
        Target target = new Target(Family.S3, Optional.of("static.johnsmith.net"), true);
        assertThat(verifier.verify(upload, target).principal()).isEqualTo(Signing.ALICE);
        Request altered =
                Signing.request(
                        "PUT",
                        "/db-backup.dat.gz",
                        many.add("x-amz-meta-added", "1").build(),
                        new byte[0]);
        refused(verifier, altered, target);
    }

    @Test
    void aPresignedAddressUntilItsEnd() {
        Request request = presigned("NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D", "1175139620");
        Instant end = Instant.ofEpochSecond(1_175_139_620);
        assertThat(Signing.verifier(end, KEY).verify(request, JOHNSMITH).principal())
                .isEqualTo(Signing.ALICE);
        refused(Signing.verifier(end.plusSeconds(1), KEY), request, JOHNSMITH);
        refused(
                Signing.verifier(end, KEY),
                presigned("NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D", "1175139621"),
                JOHNSMITH);
        refused(
                Signing.verifier(end, KEY),
                presigned("NpgCjnDzrM%2BWFzoENXmpNDUsSn9%3D", "1175139620"),
                JOHNSMITH);
        refused(Signing.verifier(end, KEY), presigned("x", "soon"), JOHNSMITH);
    }

    @Test
    void thePlusSignsOfAPresignedAddressMayComeUnencoded() {
        Request request = presigned("NpgCjnDzrM+WFzoENXmpNDUsSn8=", "1175139620");
        assertThat(
                        Signing.verifier(Instant.ofEpochSecond(1_175_139_000), KEY)
                                .verify(request, JOHNSMITH)
                                .principal())
                .isEqualTo(Signing.ALICE);
    }

    @Test
    void theQueryExampleOfTheGeneralReference() {
        String unsigned =
                "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Action=DescribeJobFlows&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp=2011-10-03T15%3A19%3A30&Version=2009-03-31";
        String signature = "&Signature=i91nKc4PWAt0JJIdXwz9HxZCJDdiy6cf%2FMj6vPxyYIs%3D";
        Headers headers = Headers.of("Host", "elasticmapreduce.amazonaws.com");
        Instant now = Instant.parse("2011-10-03T15:20:00Z");
        SignatureVerifier verifier = Signing.verifier(now, KEY);
        Target target = Signing.target(Family.QUERY);
        Request request = Signing.buffered("GET", "/?" + unsigned + signature, headers, "");
        assertThat(verifier.verify(request, target).principal()).isEqualTo(Signing.ALICE);
        refused(
                verifier,
                Signing.buffered("GET", "/?" + unsigned + "&Extra=1" + signature, headers, ""),
                target);
        refused(
                verifier,
                Signing.buffered("GET", "/other?" + unsigned + signature, headers, ""),
                target);
        refused(Signing.verifier(now.plusSeconds(1000), KEY), request, target);
    }

    private static Request presigned(String signature, String expires) {
        return Signing.request(
                "GET",
                "/photos/puppy.jpg?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature="
                        + signature
                        + "&Expires="
                        + expires,
                Headers.of("Host", "johnsmith.s3.amazonaws.com"),
                new byte[0]);
    }

    private static void refused(SignatureVerifier verifier, Request request, Target target) {
        assertThatThrownBy(() -> verifier.verify(request, target)).isInstanceOf(AwsFault.class);
    }
}
