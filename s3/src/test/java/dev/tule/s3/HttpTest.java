package dev.tule.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tule.aws.AccessKey;
import dev.tule.aws.Authoriser;
import dev.tule.aws.Principal;
import dev.tule.aws.frontdoor.FrontDoor;
import dev.tule.aws.frontdoor.FrontDoorConfig;
import dev.tule.aws.signature.SignatureVerifier;
import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** S3 as its users meet it: through the AWS SDK, signed, over HTTP. */
class HttpTest {
    private static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    @TempDir private static Path directory;

    private static TestS3 s3;
    private static HttpServer server;
    private static URI endpoint;
    private static S3Client client;

    private String bucket;

    @BeforeAll
    static void open() throws Exception {
        s3 = new TestS3(directory);
        Principal root =
                new Principal(
                        Principal.Kind.ROOT,
                        TestS3.ACCOUNT,
                        "arn:aws:iam::" + TestS3.ACCOUNT + ":root",
                        TestS3.ACCOUNT);
        AccessKey key = new AccessKey(KEY_ID, SECRET, root, true, null, null);
        FrontDoor door =
                new FrontDoor(
                        List.of(s3.s3().api()),
                        new SignatureVerifier(
                                id -> Optional.of(key).filter(k -> k.id().equals(id)),
                                InstantSource.system()),
                        (principal, action, resource) -> Authoriser.Decision.ALLOW,
                        InstantSource.system(),
                        () -> UUID.randomUUID().toString(),
                        FrontDoorConfig.DEFAULT);
        server = HttpServer.start(ListenerConfig.of(door));
        endpoint = URI.create("http://localhost:" + server.listeners().getFirst().port());
        client = client(Region.US_EAST_1);
    }

    private static S3Client client(Region region) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(region)
                .forcePathStyle(true)
                .credentialsProvider(credentials())
                .build();
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, SECRET));
    }

    @AfterAll
    static void close() {
        client.close();
        server.close();
        s3.close();
    }

    @BeforeEach
    void bucket() {
        bucket = "b-" + UUID.randomUUID();
        client.createBucket(b -> b.bucket(bucket));
    }

    private void put(String key, byte[] bytes) {
        client.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
    }

    private byte[] get(String key) {
        return client.getObjectAsBytes(b -> b.bucket(bucket).key(key)).asByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5000, 200_000, 9_000_000})
    void objectsGoThereAndBack(int length) {
        byte[] bytes = TestS3.bytes(length, length);

        put("some/key", bytes);

        assertThat(get("some/key")).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/lead", "a//b", "ümläut 日本語 😀", "a+b c%20d", "?x=y&z#q", "..", "a/./b"})
    void keysSurviveTheirUrls(String key) {
        put(key, new byte[] {1});

        assertThat(get(key)).containsExactly(1);
        assertThat(client.listObjectsV2(b -> b.bucket(bucket)).contents())
                .extracting(S3Object::key)
                .containsExactly(key);
        client.copyObject(
                b ->
                        b.sourceBucket(bucket)
                                .sourceKey(key)
                                .destinationBucket(bucket)
                                .destinationKey("copy"));
        assertThat(get("copy")).containsExactly(1);
        client.deleteObject(b -> b.bucket(bucket).key(key));
        assertThatThrownBy(() -> get(key)).isInstanceOf(NoSuchKeyException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void theSdksTrailingChecksumsAreVerifiedAndGivenBack(ChecksumAlgorithm algorithm) {
        client.putObject(
                b -> b.bucket(bucket).key("a").checksumAlgorithm(algorithm),
                RequestBody.fromBytes(TestS3.bytes(200_000, 1)));

        GetObjectResponse response =
                client.getObjectAsBytes(
                                b -> b.bucket(bucket).key("a").checksumMode(ChecksumMode.ENABLED))
                        .response();

        assertThat(response.getValueForField(member(algorithm), String.class)).isPresent();
    }

    private static String member(ChecksumAlgorithm algorithm) {
        return "Checksum" + algorithm.toString();
    }

    @Test
    void aRangeIsAnsweredWith206() {
        put("a", "0123456789".getBytes(UTF_8));

        ResponseBytes<GetObjectResponse> response =
                client.getObjectAsBytes(b -> b.bucket(bucket).key("a").range("bytes=2-4"));

        assertThat(response.asUtf8String()).isEqualTo("234");
        assertThat(response.response().contentRange()).isEqualTo("bytes 2-4/10");
        assertThat(response.response().sdkHttpResponse().statusCode()).isEqualTo(206);
    }

    @Test
    void deletionsAreAnsweredWith204() {
        put("a", new byte[] {1});

        assertThat(
                        client.deleteObject(b -> b.bucket(bucket).key("a"))
                                .sdkHttpResponse()
                                .statusCode())
                .isEqualTo(204);
        assertThat(client.deleteBucket(b -> b.bucket(bucket)).sdkHttpResponse().statusCode())
                .isEqualTo(204);
    }

    @Test
    void headersComeBack() {
        client.putObject(
                b ->
                        b.bucket(bucket)
                                .key("a")
                                .contentType("text/csv")
                                .cacheControl("no-store")
                                .metadata(Map.of("sensor", "7"))
                                .tagging("a=b"),
                RequestBody.fromString("1"));

        var head = client.headObject(b -> b.bucket(bucket).key("a"));

        assertThat(head.contentType()).isEqualTo("text/csv");
        assertThat(head.cacheControl()).isEqualTo("no-store");
        assertThat(head.metadata()).containsEntry("sensor", "7");
        assertThat(head.contentLength()).isEqualTo(1);
        assertThat(client.getObjectTagging(b -> b.bucket(bucket).key("a")).tagSet()).hasSize(1);
    }

    @Test
    void faultsAreTheSdksExceptions() {
        assertThatThrownBy(() -> get("nothing"))
                .isInstanceOf(NoSuchKeyException.class)
                .hasMessageContaining("The specified key does not exist.");
        assertThatThrownBy(() -> client.listObjectsV2(b -> b.bucket("nowhere-" + bucket)))
                .isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() -> client.headObject(b -> b.bucket(bucket).key("nothing")))
                .isInstanceOf(NoSuchKeyException.class);
        String etag =
                client.putObject(b -> b.bucket(bucket).key("a"), RequestBody.fromString("1"))
                        .eTag();
        assertThatThrownBy(
                        () ->
                                client.getObjectAsBytes(
                                        b -> b.bucket(bucket).key("a").ifNoneMatch(etag)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
        try (S3Client ireland = client(Region.EU_WEST_1)) {
            String wind = "wind-" + bucket;
            ireland.createBucket(b -> b.bucket(wind));
            assertThatThrownBy(() -> ireland.createBucket(b -> b.bucket(wind)))
                    .isInstanceOf(BucketAlreadyOwnedByYouException.class);
        }
    }

    @Test
    void bucketsAreListed() {
        assertThat(client.listBuckets().buckets()).extracting(Bucket::name).contains(bucket);
        assertThat(client.getBucketLocation(b -> b.bucket(bucket)).locationConstraintAsString())
                .isNullOrEmpty();
        assertThat(client.headBucket(b -> b.bucket(bucket)).bucketRegion()).isEqualTo("us-east-1");
    }

    @Test
    void listingsPageAndGroup() {
        for (String key : List.of("a/1", "a/2", "b", "c/1", "d")) {
            put(key, new byte[] {1});
        }

        List<String> pages =
                client
                        .listObjectsV2Paginator(b -> b.bucket(bucket).delimiter("/").maxKeys(2))
                        .stream()
                        .map(HttpTest::describe)
                        .toList();

        assertThat(pages).containsExactly("[b] [a/]", "[d] [c/]");
    }

    private static String describe(ListObjectsV2Response page) {
        return page.contents().stream().map(S3Object::key).toList()
                + " "
                + page.commonPrefixes().stream().map(prefix -> prefix.prefix()).toList();
    }

    @Test
    void severalObjectsAreDeletedAtOnce() {
        put("a", new byte[] {1});
        put("b", new byte[] {1});

        var deleted =
                client.deleteObjects(
                        b ->
                                b.bucket(bucket)
                                        .delete(
                                                d ->
                                                        d.objects(
                                                                ObjectIdentifier.builder()
                                                                        .key("a")
                                                                        .build(),
                                                                ObjectIdentifier.builder()
                                                                        .key("b")
                                                                        .build())));

        assertThat(deleted.deleted()).hasSize(2);
        assertThat(client.listObjects(b -> b.bucket(bucket)).contents()).isEmpty();
    }

    @Test
    void anObjectIsUploadedInParts() {
        byte[] first = TestS3.bytes(5 << 20, 1);
        byte[] last = TestS3.bytes(100, 2);
        var upload = client.createMultipartUpload(b -> b.bucket(bucket).key("a"));
        List<CompletedPart> parts =
                List.of(part(upload.uploadId(), 1, first), part(upload.uploadId(), 2, last));

        var done =
                client.completeMultipartUpload(
                        b ->
                                b.bucket(bucket)
                                        .key("a")
                                        .uploadId(upload.uploadId())
                                        .multipartUpload(m -> m.parts(parts)));

        assertThat(done.eTag()).endsWith("-2\"");
        byte[] whole = get("a");
        assertThat(whole).hasSize(first.length + last.length).startsWith(first).endsWith(last);
    }

    private CompletedPart part(String upload, int number, byte[] bytes) {
        var response =
                client.uploadPart(
                        b -> b.bucket(bucket).key("a").uploadId(upload).partNumber(number),
                        RequestBody.fromBytes(bytes));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(response.eTag())
                .checksumCRC32(response.checksumCRC32())
                .build();
    }

    @Test
    void aPresignedUrlNeedsNoKeys() throws Exception {
        put("a b", "hello".getBytes(UTF_8));
        URI presigned = presignedGet("a b", true);
        try (HttpClient plain = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    plain.send(
                            HttpRequest.newBuilder(presigned).build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("hello");
            HttpResponse<String> unsigned =
                    plain.send(
                            HttpRequest.newBuilder(endpoint.resolve("/" + bucket)).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(unsigned.statusCode()).isEqualTo(403);
            assertThat(unsigned.body()).contains("<Code>AccessDenied</Code>");
        }
    }

    private URI presignedGet(String key, boolean pathStyle) throws Exception {
        S3Configuration style = S3Configuration.builder().pathStyleAccessEnabled(pathStyle).build();
        try (S3Presigner presigner =
                S3Presigner.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials())
                        .serviceConfiguration(style)
                        .build()) {
            return presigner
                    .presignGetObject(
                            p ->
                                    p.signatureDuration(Duration.ofMinutes(1))
                                            .getObjectRequest(g -> g.bucket(bucket).key(key)))
                    .url()
                    .toURI();
        }
    }

    /** In origin form, and in the absolute form in which clients write to a proxy. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBucketMayBeNamedByTheHost(boolean absolute) throws Exception {
        put("a b", "hello".getBytes(UTF_8));
        URI address = presignedGet("a b", false);
        assertThat(address.getHost()).isEqualTo(bucket + ".localhost");
        String target =
                absolute ? address.toString() : address.getRawPath() + "?" + address.getRawQuery();

        // Not every machine resolves such names, so the server's address is told.
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort())) {
            String head =
                    "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(target, address.getAuthority());
            socket.getOutputStream().write(head.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nhello");
        }
    }

    @Test
    void aClientWithoutChecksumsIsServedToo() {
        try (S3Client plain =
                S3Client.builder()
                        .endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .credentialsProvider(credentials())
                        .build()) {
            plain.putObject(b -> b.bucket(bucket).key("a"), RequestBody.fromString("1"));
        }
        assertThat(get("a")).containsExactly('1');
    }

    @Test
    void whatIsNotThereYetIsSaidByName() {
        assertThatThrownBy(
                        () ->
                                client.putBucketVersioning(
                                        b ->
                                                b.bucket(bucket)
                                                        .versioningConfiguration(
                                                                v -> v.status("Enabled"))))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> {
                            assertThat(e.statusCode()).isEqualTo(501);
                            assertThat(e.awsErrorDetails().errorMessage())
                                    .contains("PutBucketVersioning");
                        });
    }

    @Test
    void callersWithinTheProcessSeeTheSameFaults() {
        List<Consumer<S3Client>> wrong =
                List.of(
                        s -> s.listObjectsV2(b -> b.bucket("nowhere")),
                        s -> s.getObjectAsBytes(b -> b.bucket(bucket).key("none")),
                        s -> s.listParts(b -> b.bucket(bucket).key("a").uploadId("none")),
                        s -> s.getBucketTagging(b -> b.bucket(bucket)),
                        s -> s.deleteObject(b -> b.bucket(bucket).key("a").versionId("7")));
        for (Consumer<S3Client> each : wrong) {
            S3Exception far = (S3Exception) catchThrowable(() -> each.accept(client));
            assertThatThrownBy(() -> each.accept(s3.client()))
                    .isExactlyInstanceOf(far.getClass())
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            near -> {
                                assertThat(near.statusCode()).isEqualTo(far.statusCode());
                                assertThat(near.awsErrorDetails().errorCode())
                                        .isEqualTo(far.awsErrorDetails().errorCode());
                                assertThat(near.awsErrorDetails().errorMessage())
                                        .isEqualTo(far.awsErrorDetails().errorMessage());
                            });
        }
    }
}
