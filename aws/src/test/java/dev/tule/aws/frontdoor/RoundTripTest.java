package dev.tule.aws.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.Authoriser;
import dev.tule.aws.protocol.WireLimits;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The gate for upgrades of the SDK: every operation of every service, every member filled, from the
 * SDK's client through the front door and back. What comes out must be what went in, both ways.
 */
class RoundTripTest {
    static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    /** What doesn't come out equal, and why that is no fault of the front door's. */
    private static final Map<String, String> EXCEPTIONS =
            Map.ofEntries(
                    Map.entry(
                            "ec2.DescribeSpotFleetRequestHistory request",
                            "the client cuts milliseconds off"),
                    Map.entry("ec2.RequestSpotFleet request", "the client cuts milliseconds off"),
                    Map.entry(
                            "s3.DeleteObjects request",
                            "LastModifiedTime is an HTTP date: whole seconds"),
                    Map.entry(
                            "s3.GetBucketPolicy response",
                            "the client wraps the policy in XML, where CR LF becomes LF"),
                    Map.entry(
                            "s3.GetObject response",
                            "ExpiresString is the client's second reading of Expires"),
                    Map.entry(
                            "s3.HeadObject response",
                            "ExpiresString is the client's second reading of Expires"),
                    Map.entry(
                            "s3.ListDirectoryBuckets",
                            "has a host of its own, and is ListBuckets on any other"),
                    Map.entry(
                            "s3.PutObjectAnnotation request content",
                            "the client frames it whatever it is told; frames are the verifier's"),
                    Map.entry(
                            "s3.WriteGetObjectResponse",
                            "has a host of its own, which is a bucket's here"));

    private static final int MOST_EXCEPTIONS = 10;

    static Stream<Everything.Service> services() {
        return Everything.SERVICES.stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyMemberOfEveryOperationArrives(Everything.Service service) throws Exception {
        Exchange exchange = new Exchange(service);
        Map<String, String> found = new TreeMap<>();
        List<Operation> operations = Everything.operations(service);
        for (Operation operation : operations) {
            exchange.run(operation, found);
        }
        System.out.printf(
                "%s: %d operations, %d values, %d exceptions%n",
                service, operations.size(), exchange.filler.count(), found.size());
        Map<String, String> expected = new TreeMap<>();
        EXCEPTIONS.forEach(
                (name, why) -> {
                    if (name.startsWith(service.name() + ".")) {
                        expected.put(name, why);
                    }
                });
        assertThat(found.keySet()).as("%s", found).isEqualTo(expected.keySet());
        assertThat(EXCEPTIONS).hasSizeLessThanOrEqualTo(MOST_EXCEPTIONS);
    }

    /** One service and its client. */
    private static final class Exchange {
        private final Everything.Service service;
        private final int depth;
        private final Filler filler = new Filler();
        private final Object client;
        private @Nullable SdkPojo received;
        private @Nullable SdkPojo answered;
        private @Nullable String receivedContent;

        Exchange(Everything.Service service) throws Exception {
            this.service = service;
            // DynamoDB's attribute values hold each other; the others' structures end by
            // themselves.
            this.depth = service.name().equals("dynamodb") ? 4 : 8;
            FrontDoor door =
                    new FrontDoor(
                            List.of(Everything.serve(service, this::answer)),
                            TestDoor.believing(),
                            new Judges(
                                    new Authorisation((_, _, _) -> Authoriser.Decision.ALLOW),
                                    false),
                            InstantSource.fixed(TestDoor.NOW),
                            () -> "id",
                            new FrontDoorConfig(
                                    List.of("localhost"),
                                    TestDoor.ACCOUNT,
                                    "us-east-1",
                                    4,
                                    new WireLimits(256, 100_000, 1 << 24, 1 << 24, 1 << 24),
                                    List.of()));
            this.client = client(service, door);
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // builders are found by reflection here
        private static Object client(Everything.Service service, FrontDoor door)
                throws ReflectiveOperationException {
            Object builder = service.api().getMethod("builder").invoke(null);
            if (builder instanceof S3ClientBuilder s3) {
                TestDoor.plain(s3);
            }
            return TestDoor.client((AwsClientBuilder & SdkSyncClientBuilder) builder, door);
        }

        /** The service's side. */
        private Object answer(String operation, Object[] arguments) throws Exception {
            received = (SdkPojo) arguments[0];
            Class<?> response =
                    Class.forName(
                            received.getClass().getName().replaceFirst("Request$", "Response"));
            SdkPojo filled =
                    filler.fill((SdkPojo) response.getMethod("builder").invoke(null), depth);
            answered = filled;
            Object result = filled;
            for (Object argument : arguments) {
                if (argument instanceof RequestBody body) {
                    try (var stream = body.contentStreamProvider().newStream()) {
                        receivedContent = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    }
                }
                if (argument instanceof ResponseTransformer<?, ?> transformer) {
                    result = transform(transformer, filled);
                }
            }
            return result;
        }

        @SuppressWarnings("unchecked") // the operation's own response
        private static Object transform(ResponseTransformer<?, ?> transformer, SdkPojo response)
                throws Exception {
            return ((ResponseTransformer<Object, Object>) transformer)
                    .transform(
                            response,
                            AbortableInputStream.create(new java.io.ByteArrayInputStream(CONTENT)));
        }

        /** The client's side. */
        void run(Operation operation, Map<String, String> found) throws Exception {
            received = null;
            answered = null;
            receivedContent = null;
            SdkPojo request = filler.fill(operation.newRequest(), depth);
            String name = service.name() + "." + operation.name();
            Object back;
            try {
                back =
                        Calls.call(
                                service,
                                client,
                                operation,
                                request,
                                RequestBody.fromBytes(CONTENT),
                                ResponseTransformer.toBytes());
            } catch (InvocationTargetException e) {
                found.put(name, "failed: " + e.getCause());
                return;
            }
            SdkPojo response =
                    (SdkPojo) (back instanceof ResponseBytes<?> bytes ? bytes.response() : back);
            compare(name + " request", request, received, found);
            compare(name + " response", answered, response, found);
            if (operation.streamsIn() && !"content".equals(receivedContent)) {
                found.put(name + " request content", String.valueOf(receivedContent));
            }
            if (back instanceof ResponseBytes<?> bytes && !bytes.asUtf8String().equals("content")) {
                found.put(name + " response content", bytes.asUtf8String());
            }
        }

        private static void compare(
                String name,
                @Nullable SdkPojo sent,
                @Nullable SdkPojo arrived,
                Map<String, String> found) {
            if (sent == null || arrived == null || sent.getClass() != arrived.getClass()) {
                found.put(name, "arrived as " + arrived);
                return;
            }
            List<String> differences = Difference.between(sent, arrived);
            if (!differences.isEmpty()) {
                found.put(name, differences.toString());
            }
        }
    }
}
