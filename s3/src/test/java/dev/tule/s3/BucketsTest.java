package dev.tule.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** Buckets, as the services in this process see them. */
class BucketsTest {
    private TestS3 s3;
    private S3Client client;

    @BeforeEach
    void open(@TempDir Path directory) {
        s3 = new TestS3(directory);
        client = s3.client();
    }

    @AfterEach
    void close() {
        s3.close();
    }

    static void assertFault(ThrowingCallable call, String code, int status) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        fault -> {
                            assertThat(fault.awsErrorDetails().errorCode()).isEqualTo(code);
                            assertThat(fault.statusCode()).isEqualTo(status);
                        });
    }

    private void create(String name) {
        client.createBucket(b -> b.bucket(name));
    }

    @Test
    void aNewBucketIsListedAndOutlivesARestart() {
        create("readings");

        s3.restart();

        ListBucketsResponse list = s3.client().listBuckets();
        assertThat(list.buckets()).extracting(Bucket::name).containsExactly("readings");
        assertThat(list.buckets().getFirst().creationDate()).isEqualTo("2026-11-22T10:20:30Z");
        assertThat(list.owner().id()).hasSize(64);
        assertThat(s3.client().headBucket(b -> b.bucket("readings")).bucketRegion())
                .isEqualTo("us-east-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "Readings",
                "a_b",
                "-ab",
                "ab-",
                "a..b",
                "192.168.1.1",
                "xn--abc",
                "abc-s3alias",
                "sixty-four-characters-are-one-too-many-for-the-name-of-a-bucket-x"
            })
    void badNamesAreRefused(String name) {
        assertFault(() -> create(name), "InvalidBucketName", 400);
    }

    @Test
    void aNameBelongsToOneAccountOnly() {
        create("readings");

        assertFault(
                () -> s3.stranger().createBucket(b -> b.bucket("readings")),
                "BucketAlreadyExists",
                409);
        assertFault(
                () -> s3.stranger().listObjectsV2(b -> b.bucket("readings")), "AccessDenied", 403);
        assertThat(s3.stranger().listBuckets().buckets()).isEmpty();
    }

    @Test
    void creatingOnesOwnBucketAgainSucceedsInNorthVirginiaOnly() {
        create("readings");
        create("readings");

        S3Client ireland = s3.client("eu-west-1");
        createIn(ireland, "wind", "eu-west-1");
        assertFault(() -> createIn(ireland, "wind", "eu-west-1"), "BucketAlreadyOwnedByYou", 409);
        assertFault(
                () -> createIn(ireland, "readings", "eu-west-1"), "BucketAlreadyOwnedByYou", 409);
    }

    private static void createIn(S3Client client, String name, String region) {
        client.createBucket(
                b -> b.bucket(name).createBucketConfiguration(c -> c.locationConstraint(region)));
    }

    @Test
    void theLocationConstraintDecidesTheRegion() {
        createIn(client, "wind", "EU");
        create("sun");

        assertThat(client.getBucketLocation(b -> b.bucket("wind")).locationConstraintAsString())
                .isEqualTo("eu-west-1");
        assertThat(client.getBucketLocation(b -> b.bucket("sun")).locationConstraintAsString())
                .isNull();
        assertFault(
                () -> s3.client("eu-west-1").createBucket(b -> b.bucket("rain")),
                "IllegalLocationConstraintException",
                400);
        assertFault(() -> createIn(client, "rain", "mars"), "InvalidLocationConstraint", 400);
    }

    @Test
    void everyRegionSeesAnAccountsBuckets() {
        createIn(client, "wind", "eu-west-1");
        create("sun");

        S3Client oregon = s3.client("us-west-2");
        assertThat(oregon.listBuckets().buckets())
                .extracting(Bucket::name)
                .containsExactly("sun", "wind");
        assertThat(oregon.listBuckets(b -> b.bucketRegion("eu-west-1")).buckets())
                .extracting(Bucket::name)
                .containsExactly("wind");
        assertThat(oregon.headBucket(b -> b.bucket("wind")).bucketRegion()).isEqualTo("eu-west-1");
    }

    @Test
    void bucketsAreListedPageByPage() {
        List<String> names = List.of("ab-1", "ab-2", "ab-3", "b-1", "b-2");
        names.forEach(this::create);

        ListBucketsResponse first = client.listBuckets(b -> b.maxBuckets(2).prefix("ab"));
        ListBucketsResponse second =
                client.listBuckets(
                        b ->
                                b.maxBuckets(2)
                                        .prefix("ab")
                                        .continuationToken(first.continuationToken()));

        assertThat(first.buckets()).extracting(Bucket::name).containsExactly("ab-1", "ab-2");
        assertThat(second.buckets()).extracting(Bucket::name).containsExactly("ab-3");
        assertThat(second.continuationToken()).isNull();
    }

    @Test
    void onlyAnEmptyBucketCanBeDeleted() {
        create("readings");
        client.putObject(b -> b.bucket("readings").key("a"), TestS3.body("1"));

        assertFault(() -> client.deleteBucket(b -> b.bucket("readings")), "BucketNotEmpty", 409);
        client.deleteObject(b -> b.bucket("readings").key("a"));
        client.deleteBucket(b -> b.bucket("readings"));

        assertFault(() -> client.headBucket(b -> b.bucket("readings")), "NoSuchBucket", 404);
        assertFault(() -> client.deleteBucket(b -> b.bucket("readings")), "NoSuchBucket", 404);
        assertThat(client.listBuckets().buckets()).isEmpty();
        s3.stranger().createBucket(b -> b.bucket("readings"));
    }

    @Test
    void anotherOwnerThanExpectedIsDenied() {
        create("readings");

        assertFault(
                () ->
                        client.headBucket(
                                b ->
                                        b.bucket("readings")
                                                .expectedBucketOwner(TestS3.OTHER_ACCOUNT)),
                "AccessDenied",
                403);
    }

    @Test
    void tagsAreKeptUntilTheyAreDeleted() {
        create("readings");
        Tag tag = Tag.builder().key("site").value("north").build();

        assertFault(() -> client.getBucketTagging(b -> b.bucket("readings")), "NoSuchTagSet", 404);
        client.putBucketTagging(b -> b.bucket("readings").tagging(t -> t.tagSet(tag)));
        assertThat(client.getBucketTagging(b -> b.bucket("readings")).tagSet())
                .containsExactly(tag);
        client.deleteBucketTagging(b -> b.bucket("readings"));
        assertFault(() -> client.getBucketTagging(b -> b.bucket("readings")), "NoSuchTagSet", 404);
    }

    @Test
    void whatIsNotConfiguredIsSaidAsS3SaysIt() {
        create("readings");

        assertThat(client.getBucketVersioning(b -> b.bucket("readings")).status()).isNull();
        assertThat(client.getBucketAcl(b -> b.bucket("readings")).grants()).hasSize(1);
        assertFault(
                () -> client.getBucketPolicy(b -> b.bucket("readings")), "NoSuchBucketPolicy", 404);
        assertFault(
                () -> client.getBucketCors(b -> b.bucket("readings")),
                "NoSuchCORSConfiguration",
                404);
        assertFault(
                () -> client.getBucketLifecycleConfiguration(b -> b.bucket("readings")),
                "NoSuchLifecycleConfiguration",
                404);
        assertFault(() -> client.getBucketPolicy(b -> b.bucket("none")), "NoSuchBucket", 404);
        assertThatThrownBy(() -> client.putBucketVersioning(b -> b.bucket("readings")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void publicAclsAreRefused() {
        create("readings");

        assertFault(
                () -> client.putBucketAcl(b -> b.bucket("readings").acl("public-read")),
                "AccessControlListNotSupported",
                400);
        client.putBucketAcl(b -> b.bucket("readings").acl("private"));
    }
}
