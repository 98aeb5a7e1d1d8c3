package dev.tule.aws.frontdoor;

import dev.tule.aws.Permission;
import dev.tule.aws.ServedApi;
import dev.tule.http.Handler;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.http.Response;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/**
 * What the front door costs a request, without sockets, signature or storage: locating, reading,
 * checking, dispatch and writing, as CPU time of the thread. Prints the median of seven rounds. Run
 * by hand, from the root of the project:
 *
 * <pre>
 * mvn -q -pl http,aws test-compile dependency:build-classpath -Dmdep.outputFile=/tmp/aws.cp
 * java -cp "aws/target/test-classes:aws/target/classes:$(cat /tmp/aws.cp)" \
 *     dev.tule.aws.frontdoor.DoorBench
 * </pre>
 */
final class DoorBench {
    private static final int ROUNDS = 7;
    private static final int CALLS = 200_000;

    private DoorBench() {}

    private static final class OneItem implements DynamoDbClient {
        private final Map<String, AttributeValue> item = new LinkedHashMap<>();

        OneItem() {
            for (int i = 0; i < 5; i++) {
                item.put("name-" + i, AttributeValue.fromS("a value of some length " + i));
                item.put("number-" + i, AttributeValue.fromN("12345." + i));
            }
        }

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            return PutItemResponse.builder().build();
        }

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            return GetItemResponse.builder().item(item).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    public static void main(String[] arguments) throws Exception {
        long start = System.nanoTime();
        OneItem service = new OneItem();
        FrontDoor door =
                TestDoor.serving(
                        new ServedApi.Sdk<>(
                                "dynamodb",
                                "dynamodb",
                                DynamoDbClient.class,
                                _ -> service,
                                (_, operation, _) -> Permission.onAny("dynamodb:" + operation)));
        StringBuilder item = new StringBuilder("{\"TableName\":\"birds\",\"Item\":{");
        String separator = "";
        for (var entry : service.item.entrySet()) {
            AttributeValue value = entry.getValue();
            item.append(separator).append('"').append(entry.getKey()).append("\":{");
            item.append(value.s() != null ? "\"S\":\"" + value.s() : "\"N\":\"" + value.n());
            item.append("\"}");
            separator = ",";
        }
        String put = item.append("}}").toString();
        String get = "{\"TableName\":\"birds\",\"Key\":{\"name-0\":{\"S\":\"a\"}}}";
        door.handle(request("PutItem", put));
        System.out.printf(
                "first PutItem after %.0f ms, of which the JVM's start is no part%n",
                (System.nanoTime() - start) / 1e6);
        measure("PutItem of 10 attributes, " + put.length() + " bytes", door, "PutItem", put);
        measure("GetItem of 10 attributes", door, "GetItem", get);
    }

    private static void measure(String what, Handler door, String operation, String body)
            throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long[] nanos = new long[ROUNDS];
        long bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < CALLS; i++) {
                bytes += ((Response.Bytes) door.handle(request(operation, body))).content().length;
            }
            nanos[round] = (threads.getCurrentThreadCpuTime() - before) / CALLS;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s: %d ns (rounds %d to %d), answers of %d bytes%n",
                what,
                nanos[ROUNDS / 2],
                nanos[0],
                nanos[ROUNDS - 1],
                bytes / ((long) ROUNDS * CALLS));
    }

    private static Request request(String operation, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        return new Request(
                "POST",
                "http",
                "localhost:4566",
                "/",
                "",
                Headers.of(
                        "Host",
                        "localhost:4566",
                        "X-Amz-Target",
                        "DynamoDB_20120810." + operation,
                        "Content-Type",
                        "application/x-amz-json-1.0",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIA/20261122/us-east-1/dynamodb/"
                                + "aws4_request, SignedHeaders=host, Signature=00"),
                new dev.tule.aws.BufferedBody(content),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    }
}
