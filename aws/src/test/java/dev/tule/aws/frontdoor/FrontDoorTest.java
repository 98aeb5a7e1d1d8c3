package dev.tule.aws.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.Authoriser;
import dev.tule.aws.AwsCall;
import dev.tule.aws.AwsFault;
import dev.tule.aws.FileBody;
import dev.tule.aws.Permission;
import dev.tule.aws.RequestVerifier;
import dev.tule.aws.ServedApi;
import dev.tule.http.Headers;
import dev.tule.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FrontDoorTest {

    /** Keeps items by their {@code id}, in a table called {@code birds}. */
    private record Birds(AccountRegion where, Map<String, Map<String, AttributeValue>> items)
            implements DynamoDbClient {

        Birds(AccountRegion where) {
            this(where, new ConcurrentHashMap<>());
        }

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            if (!request.tableName().equals("birds")) {
                throw ResourceNotFoundException.builder().message("no such table").build();
            }
            items.put(id(request.item()), request.item());
            return PutItemResponse.builder().build();
        }

        private static String id(Map<String, AttributeValue> item) {
            return Objects.requireNonNull(item.get("id")).s();
        }

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            assertThat(AwsCall.current().where()).isEqualTo(where);
            return GetItemResponse.builder().item(items.get(id(request.key()))).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    /** Keeps objects by bucket and key. */
    private record Drawers(Map<String, byte[]> objects) implements S3Client {

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            try (var content = body.contentStreamProvider().newStream()) {
                objects.put(request.bucket() + "/" + request.key(), content.readAllBytes());
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return PutObjectResponse.builder().eTag("\"tag\"").build();
        }

        @Override
        public <T> T getObject(
                GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> to) {
            byte[] content = objects.get(request.bucket() + "/" + request.key());
            if (content == null) {
                throw NoSuchKeyException.builder()
                        .message("The specified key does not exist.")
                        .build();
            }
            if (request.key().equals("teapot")) {
                throw AwsFault.of("Teapot", 418, "short and stout").with("Handle", "here");
            }
            try {
                return to.transform(
                        GetObjectResponse.builder().contentLength((long) content.length).build(),
                        AbortableInputStream.create(new java.io.ByteArrayInputStream(content)));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final FrontDoor door =
            TestDoor.serving(
                    new ServedApi.Sdk<>(
                            "dynamodb",
                            "dynamodb",
                            DynamoDbClient.class,
                            Birds::new,
                            (_, operation, _) -> Permission.onAny(operation)),
                    new ServedApi.Sdk<>(
                            "s3",
                            "s3",
                            S3Client.class,
                            _ -> new Drawers(new ConcurrentHashMap<>()),
                            (_, operation, _) -> Permission.onAny(operation)));
    private final DynamoDbClient dynamodb = TestDoor.client(DynamoDbClient.builder(), door);
    private final S3Client s3 = TestDoor.client(TestDoor.plain(S3Client.builder()), door);

    @Test
    void aRangeOfAFileIsLeftToTheKernel(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("blob"), "0123456789");
        FrontDoor files = serving(answering(4, new FileBody(file, 3, 4)));
        Response response = files.handle(Raw.request("GET", "localhost", "/box/a"));
        assertThat(response)
                .isInstanceOfSatisfying(
                        Response.File.class,
                        range -> {
                            assertThat(range.path()).isEqualTo(file);
                            assertThat(range.offsetBytes()).isEqualTo(3);
                            assertThat(range.lengthBytes()).isEqualTo(4);
                            assertThat(range.headers().first("Content-Length")).hasValue("4");
                        });
    }

    @Test
    void whatIsPutIsGot() {
        Map<String, AttributeValue> wren =
                Map.of("id", AttributeValue.fromS("wren"), "grams", AttributeValue.fromN("9"));
        dynamodb.putItem(r -> r.tableName("birds").item(wren));
        GetItemResponse got =
                dynamodb.getItem(
                        r -> r.tableName("birds").key(Map.of("id", AttributeValue.fromS("wren"))));
        assertThat(got.item()).isEqualTo(wren);
    }

    @Test
    void aModelledExceptionArrivesAsItself() {
        assertThatThrownBy(() -> dynamodb.putItem(r -> r.tableName("fish").item(Map.of())))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        e -> {
                            assertThat(e.awsErrorDetails().errorMessage())
                                    .isEqualTo("no such table");
                            assertThat(e.statusCode()).isEqualTo(400);
                            assertThat(e.requestId()).startsWith("request-");
                        });
    }

    @Test
    void anOperationThatIsNotImplementedSaysWhich() {
        assertThatThrownBy(() -> dynamodb.listTables())
                .isInstanceOfSatisfying(
                        DynamoDbException.class,
                        e -> {
                            assertThat(e.statusCode()).isEqualTo(501);
                            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NotImplemented");
                            assertThat(e.awsErrorDetails().errorMessage())
                                    .contains("dynamodb:ListTables");
                        });
        assertThatThrownBy(() -> s3.getBucketAcl(r -> r.bucket("b")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> {
                            assertThat(e.statusCode()).isEqualTo(501);
                            assertThat(e.awsErrorDetails().errorMessage())
                                    .contains("s3:GetBucketAcl");
                        });
    }

    @Test
    void aMissingMemberIsRefusedInTheWordsOfAws() {
        assertThatThrownBy(
                        () ->
                                dynamodb.putItem(
                                        r -> r.item(Map.of("id", AttributeValue.fromS("x")))))
                .isInstanceOfSatisfying(
                        SdkServiceException.class,
                        e ->
                                assertThat(e.getMessage())
                                        .contains(
                                                "1 validation error detected: Value null at"
                                                        + " 'tableName' failed to satisfy"
                                                        + " constraint: Member must not be null"));
    }

    @Test
    void objectsStreamInAndOut() {
        s3.putObject(r -> r.bucket("box").key("a b/c+d&é/"), RequestBody.fromString("hello"));
        ResponseBytes<GetObjectResponse> got =
                s3.getObjectAsBytes(r -> r.bucket("box").key("a b/c+d&é/"));
        assertThat(got.asUtf8String()).isEqualTo("hello");
        assertThatThrownBy(() -> s3.getObjectAsBytes(r -> r.bucket("box").key("none")))
                .isInstanceOfSatisfying(
                        NoSuchKeyException.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    }

    private static FrontDoor serving(S3Client client) {
        return TestDoor.serving(
                new ServedApi.Sdk<>(
                        "s3",
                        "s3",
                        S3Client.class,
                        _ -> client,
                        (_, operation, _) -> Permission.onAny(operation)));
    }

    /** Answers every GetObject with that, and takes a PutObject without a look at its body. */
    private static S3Client answering(long length, InputStream content) {
        return new S3Client() {
            @Override
            public <T> T getObject(
                    GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> to) {
                try {
                    return to.transform(
                            GetObjectResponse.builder().contentLength(length).build(),
                            AbortableInputStream.create(content));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                return PutObjectResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
    }

    /** Content that can't be read, and tells whether it was closed. */
    private static final class Damaged extends InputStream {
        private final Exception damage;
        private boolean closed;

        Damaged(Exception damage) {
            this.damage = damage;
        }

        @Override
        public int read() throws IOException {
            return read(new byte[1], 0, 1);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (damage instanceof AwsFault fault) {
                throw fault;
            }
            throw new IOException(damage);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void damageInASmallContentIsAnErrorAndNotABrokenAnswer() throws Exception {
        Damaged content = new Damaged(new IOException("rot"));
        Response response =
                serving(answering(5, content)).handle(Raw.request("GET", "localhost", "/box/a"));
        assertThat(response.status()).isEqualTo(500);
        assertThat(content.closed).isTrue();
    }

    @Test
    void aLargeContentIsClosedWhetherItIsSentOrNot() throws Exception {
        Damaged content = new Damaged(new IOException("rot"));
        try (Response response =
                serving(answering(1 << 20, content))
                        .handle(Raw.request("GET", "localhost", "/box/a"))) {
            assertThat(response).isInstanceOf(Response.Stream.class);
            assertThat(content.closed).isFalse();
        }
        assertThat(content.closed).isTrue();
    }

    @Test
    void aBodyThatTheServiceLeavesUnreadIsCheckedAllTheSame() throws Exception {
        RequestVerifier believing = TestDoor.believing();
        RequestVerifier strict =
                (request, target) -> {
                    RequestVerifier.Verified verified = believing.verify(request, target);
                    InputStream checked =
                            new Damaged(AwsFault.of("XAmzContentSHA256Mismatch", 400, "differs"));
                    return new RequestVerifier.Verified(
                            verified.principal(),
                            verified.region(),
                            verified.service(),
                            InProcessHttp.body(checked, OptionalLong.of(5)),
                            verified.trailers());
                };
        FrontDoor strictDoor =
                new FrontDoor(
                        List.of(
                                new ServedApi.Sdk<>(
                                        "s3",
                                        "s3",
                                        S3Client.class,
                                        _ -> answering(0, InputStream.nullInputStream()),
                                        (_, operation, _) -> Permission.onAny(operation))),
                        strict,
                        (_, _, _) -> Authoriser.Decision.ALLOW,
                        InstantSource.fixed(TestDoor.NOW),
                        () -> "request",
                        FrontDoorConfig.DEFAULT);
        Raw.Answer answer =
                Raw.send(strictDoor, "PUT", "localhost", "/box/a", Headers.none(), "hello");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("XAmzContentSHA256Mismatch");
    }
}
