package dev.tule.s3;

import static dev.tule.s3.BucketsTest.assertFault;
import static dev.tule.s3.TestS3.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Multipart uploads, as the services in this process see them. */
class MultipartTest extends ObjectTest {
    private static final int LEAST = 5 << 20;

    private String start(String key) {
        return start(key, b -> {});
    }

    private String start(String key, Consumer<CreateMultipartUploadRequest.Builder> more) {
        return client.createMultipartUpload(
                        b -> {
                            b.bucket(BUCKET).key(key);
                            more.accept(b);
                        })
                .uploadId();
    }

    private UploadPartResponse part(String key, String upload, int number, byte[] bytes) {
        return client.uploadPart(
                b -> b.bucket(BUCKET).key(key).uploadId(upload).partNumber(number),
                RequestBody.fromBytes(bytes));
    }

    private static CompletedPart completed(int number, String etag) {
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    private CompleteMultipartUploadResponse complete(
            String key, String upload, List<CompletedPart> parts) {
        return client.completeMultipartUpload(
                b ->
                        b.bucket(BUCKET)
                                .key(key)
                                .uploadId(upload)
                                .multipartUpload(m -> m.parts(parts)));
    }

    private static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            joined.writeBytes(piece);
        }
        return joined.toByteArray();
    }

    @Test
    void partsBecomeOneObject() {
        byte[] first = bytes(LEAST, 1);
        byte[] second = bytes(LEAST + 1, 2);
        byte[] third = bytes(10, 3);
        String upload =
                start("a", b -> b.contentType("text/csv").metadata(java.util.Map.of("k", "v")));
        List<CompletedPart> parts = new ArrayList<>();
        parts.add(completed(2, part("a", upload, 2, first).eTag()));
        parts.add(completed(5, part("a", upload, 5, second).eTag()));
        parts.add(completed(9, part("a", upload, 9, third).eTag()));
        assertFault(() -> get("a"), "NoSuchKey", 404);

        String etag = complete("a", upload, parts).eTag();

        byte[] whole = join(first, second, third);
        byte[] md5s =
                join(
                        HexFormat.of().parseHex(md5(first)),
                        HexFormat.of().parseHex(md5(second)),
                        HexFormat.of().parseHex(md5(third)));
        assertThat(etag).isEqualTo('"' + md5(md5s) + "-3\"");
        assertThat(get("a")).isEqualTo(whole);
        s3.restart();
        client = s3.client();
        assertThat(get("a")).isEqualTo(whole);
        GetObjectResponse response =
                client.getObjectAsBytes(b -> b.bucket(BUCKET).key("a").partNumber(5)).response();
        assertThat(response.partsCount()).isEqualTo(3);
        assertThat(response.contentLength()).isEqualTo(second.length);
        assertThat(response.contentRange())
                .isEqualTo("bytes " + LEAST + "-" + (LEAST * 2L) + "/" + whole.length);
        assertThat(response.contentType()).isEqualTo("text/csv");
        assertThat(response.metadata()).containsEntry("k", "v");
        int from = LEAST - 5;
        assertThat(
                        client.getObjectAsBytes(
                                        b ->
                                                b.bucket(BUCKET)
                                                        .key("a")
                                                        .range("bytes=" + from + "-" + (from + 9)))
                                .asByteArray())
                .isEqualTo(Arrays.copyOfRange(whole, from, from + 10));
        assertFault(
                () -> client.getObjectAsBytes(b -> b.bucket(BUCKET).key("a").partNumber(3)),
                "InvalidPartNumber",
                416);
        client.deleteObject(b -> b.bucket(BUCKET).key("a"));
        assertThat(s3.files()).isZero();
    }

    @Test
    void aPartIsReplacedAndUnusedPartsAreForgotten() {
        String upload = start("a");
        part("a", upload, 1, bytes(100, 1));
        String etag = part("a", upload, 1, bytes(200, 2)).eTag();
        part("a", upload, 2, bytes(300, 3));
        assertThat(s3.files()).isEqualTo(2);

        complete("a", upload, List.of(completed(1, etag)));

        assertThat(get("a")).isEqualTo(bytes(200, 2));
        assertThat(s3.files()).isEqualTo(1);
    }

    @Test
    void completingTwiceAnswersTheSame() {
        String upload = start("a");
        List<CompletedPart> parts = List.of(completed(1, part("a", upload, 1, bytes(9, 1)).eTag()));

        CompleteMultipartUploadResponse first = complete("a", upload, parts);

        assertThat(complete("a", upload, parts).eTag()).isEqualTo(first.eTag());
        assertFault(
                () -> client.abortMultipartUpload(b -> b.bucket(BUCKET).key("a").uploadId(upload)),
                "NoSuchUpload",
                404);
        assertThat(get("a")).isEqualTo(bytes(9, 1));
    }

    @Test
    void theListOfPartsMustBeRight() {
        String upload = start("a");
        String one = part("a", upload, 1, bytes(100, 1)).eTag();
        String two = part("a", upload, 2, bytes(100, 2)).eTag();

        assertFault(
                () -> complete("a", upload, List.of(completed(2, two), completed(1, one))),
                "InvalidPartOrder",
                400);
        assertFault(
                () -> complete("a", upload, List.of(completed(1, one), completed(1, one))),
                "InvalidPartOrder",
                400);
        assertFault(
                () -> complete("a", upload, List.of(completed(1, one), completed(3, two))),
                "InvalidPart",
                400);
        assertFault(() -> complete("a", upload, List.of(completed(1, two))), "InvalidPart", 400);
        assertFault(
                () -> complete("a", upload, List.of(completed(1, one), completed(2, two))),
                "EntityTooSmall",
                400);
        assertFault(() -> complete("a", upload, List.of()), "MalformedXML", 400);
        assertFault(() -> part("a", upload, 0, bytes(1, 1)), "InvalidArgument", 400);
        assertFault(() -> part("a", upload, 10_001, bytes(1, 1)), "InvalidArgument", 400);
        assertFault(() -> part("b", upload, 1, bytes(1, 1)), "NoSuchUpload", 404);
        assertFault(() -> part("a", "nonsense", 1, bytes(1, 1)), "NoSuchUpload", 404);
    }

    @Test
    void anAbortedUploadLeavesNothing() {
        String upload = start("a");
        part("a", upload, 1, bytes(1000, 1));

        client.abortMultipartUpload(b -> b.bucket(BUCKET).key("a").uploadId(upload));

        assertThat(s3.files()).isZero();
        assertFault(() -> part("a", upload, 2, bytes(1, 1)), "NoSuchUpload", 404);
        assertThat(client.listMultipartUploads(b -> b.bucket(BUCKET)).uploads()).isEmpty();
    }

    @Test
    void deletingABucketEndsItsUploads() {
        part("a", start("a"), 1, bytes(1000, 1));

        client.deleteBucket(b -> b.bucket(BUCKET));

        assertThat(s3.files()).isZero();
        client.createBucket(b -> b.bucket(BUCKET));
        assertThat(client.listMultipartUploads(b -> b.bucket(BUCKET)).uploads()).isEmpty();
    }

    @Test
    void partsAreListedPageByPage() {
        String upload = start("a");
        for (int number = 1; number <= 5; number++) {
            part("a", upload, number * 2, bytes(number, number));
        }

        ListPartsResponse first =
                client.listParts(b -> b.bucket(BUCKET).key("a").uploadId(upload).maxParts(3));
        ListPartsResponse rest =
                client.listParts(
                        b ->
                                b.bucket(BUCKET)
                                        .key("a")
                                        .uploadId(upload)
                                        .partNumberMarker(first.nextPartNumberMarker()));

        assertThat(first.parts()).extracting(Part::partNumber).containsExactly(2, 4, 6);
        assertThat(first.isTruncated()).isTrue();
        assertThat(rest.parts()).extracting(Part::partNumber).containsExactly(8, 10);
        assertThat(rest.isTruncated()).isFalse();
        assertThat(rest.parts().getLast().size()).isEqualTo(5);
    }

    @Test
    void uploadsAreListedByKeyAndAge() {
        String first = start("b");
        s3.clock().forward(1);
        String second = start("b");
        start("a/1");
        start("a/2");

        ListMultipartUploadsResponse page =
                client.listMultipartUploads(b -> b.bucket(BUCKET).delimiter("/").maxUploads(2));
        ListMultipartUploadsResponse rest =
                client.listMultipartUploads(
                        b ->
                                b.bucket(BUCKET)
                                        .delimiter("/")
                                        .keyMarker(page.nextKeyMarker())
                                        .uploadIdMarker(page.nextUploadIdMarker()));

        assertThat(page.commonPrefixes().getFirst().prefix()).isEqualTo("a/");
        assertThat(page.uploads()).extracting(MultipartUpload::uploadId).containsExactly(first);
        assertThat(rest.uploads()).extracting(MultipartUpload::uploadId).containsExactly(second);
        assertThat(rest.commonPrefixes()).isEmpty();
    }

    @Test
    void aPartMayBeCopiedFromAnObject() {
        byte[] source = bytes(300_000, 1);
        client.putObject(b -> b.bucket(BUCKET).key("source"), RequestBody.fromBytes(source));
        String upload = start("a");

        String etag = copy(upload, "bytes=100-200").eTag();

        complete("a", upload, List.of(completed(1, etag)));
        assertThat(get("a")).isEqualTo(Arrays.copyOfRange(source, 100, 201));
        String other = start("b");
        assertFault(() -> copyTo("b", other, "bytes=100-300000"), "InvalidArgument", 400);
    }

    private software.amazon.awssdk.services.s3.model.CopyPartResult copy(
            String upload, String range) {
        return copyTo("a", upload, range);
    }

    private software.amazon.awssdk.services.s3.model.CopyPartResult copyTo(
            String key, String upload, String range) {
        return client.uploadPartCopy(
                        b ->
                                b.sourceBucket(BUCKET)
                                        .sourceKey("source")
                                        .copySourceRange(range)
                                        .destinationBucket(BUCKET)
                                        .destinationKey(key)
                                        .uploadId(upload)
                                        .partNumber(1))
                .copyPartResult();
    }

    @Test
    void aFullChecksumIsThatOfTheBytes() {
        byte[] first = bytes(LEAST, 1);
        byte[] second = bytes(1000, 2);
        client.putObject(
                b -> b.bucket(BUCKET).key("whole").checksumAlgorithm(ChecksumAlgorithm.CRC32),
                RequestBody.fromBytes(join(first, second)));
        String expected =
                client.headObject(
                                b ->
                                        b.bucket(BUCKET)
                                                .key("whole")
                                                .checksumMode(ChecksumMode.ENABLED))
                        .checksumCRC32();

        CompleteMultipartUploadResponse response =
                checksummed(ChecksumType.FULL_OBJECT, first, second);

        assertThat(response.checksumCRC32()).isEqualTo(expected);
        assertThat(response.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
    }

    @Test
    void aCompositeChecksumIsThatOfTheChecksums() {
        byte[] first = bytes(LEAST, 1);
        byte[] second = bytes(1000, 2);

        CompleteMultipartUploadResponse response =
                checksummed(ChecksumType.COMPOSITE, first, second);

        assertThat(response.checksumCRC32()).endsWith("-2");
        GetObjectAttributesResponse attributes =
                client.getObjectAttributes(
                        b ->
                                b.bucket(BUCKET)
                                        .key("a")
                                        .objectAttributes(
                                                ObjectAttributes.OBJECT_PARTS,
                                                ObjectAttributes.CHECKSUM,
                                                ObjectAttributes.E_TAG,
                                                ObjectAttributes.OBJECT_SIZE));
        assertThat(attributes.objectParts().totalPartsCount()).isEqualTo(2);
        assertThat(attributes.objectParts().parts().get(1).size()).isEqualTo(1000);
        assertThat(attributes.objectParts().parts().get(1).checksumCRC32()).hasSize(8);
        assertThat(attributes.checksum().checksumCRC32()).isEqualTo(response.checksumCRC32());
        assertThat(attributes.eTag()).doesNotContain("\"");
        assertThat(attributes.objectSize()).isEqualTo(LEAST + 1000);
    }

    private CompleteMultipartUploadResponse checksummed(
            ChecksumType type, byte[] first, byte[] second) {
        String upload =
                start("a", b -> b.checksumAlgorithm(ChecksumAlgorithm.CRC32).checksumType(type));
        List<CompletedPart> parts =
                List.of(
                        completed(1, part("a", upload, 1, first).eTag()),
                        completed(2, part("a", upload, 2, second).eTag()));
        return complete("a", upload, parts);
    }

    @Test
    void checksumTypesAreOnlyThoseThatCanBe() {
        assertFault(
                () ->
                        start(
                                "a",
                                b ->
                                        b.checksumAlgorithm(ChecksumAlgorithm.SHA256)
                                                .checksumType(ChecksumType.FULL_OBJECT)),
                "InvalidRequest",
                400);
        assertFault(
                () ->
                        start(
                                "a",
                                b ->
                                        b.checksumAlgorithm(ChecksumAlgorithm.CRC64_NVME)
                                                .checksumType(ChecksumType.COMPOSITE)),
                "InvalidRequest",
                400);
    }
}
