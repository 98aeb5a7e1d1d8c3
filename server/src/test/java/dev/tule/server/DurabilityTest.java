package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What was acknowledged is there after the next start, however the last run ended. */
class DurabilityTest {
    private static final String TABLE = "Numbers";
    private static final String BUCKET = "numbers";
    private static final int WRITERS = 4;

    /** Long enough that the kill comes in the middle of the writes of each kind. */
    private static final int ACKNOWLEDGED_BEFORE_KILL = 150;

    @TempDir private Path directory;

    @Test
    void aRestartFindsEverything() throws IOException {
        Path data = directory.resolve("data");
        try (ServerProcess server = ServerProcess.start(data);
                AwsClients aws = AwsClients.of(server)) {
            prepare(aws);
            put(aws.dynamoDb(), "1");
            put(aws.s3(), "1");
        }

        try (ServerProcess server = ServerProcess.start(data);
                AwsClients aws = AwsClients.of(server)) {
            assertThat(items(aws.dynamoDb())).containsExactly("1");
            assertThat(objects(aws.s3())).containsExactly("1");
        }
    }

    @Test
    void whatWasAcknowledgedBeforeAKillIsThereAndWhole() throws Exception {
        Path data = directory.resolve("data");
        Set<String> acknowledgedItems = new ConcurrentSkipListSet<>();
        Set<String> acknowledgedObjects = new ConcurrentSkipListSet<>();
        try (ServerProcess server = ServerProcess.start(data);
                AwsClients aws = AwsClients.of(server)) {
            prepare(aws);
            CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_BEFORE_KILL);
            try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < WRITERS; i++) {
                    String writer = i + "-";
                    writers.execute(
                            () ->
                                    write(
                                            name -> put(aws.dynamoDb(), name),
                                            writer,
                                            acknowledgedItems,
                                            enough));
                    writers.execute(
                            () ->
                                    write(
                                            name -> put(aws.s3(), name),
                                            writer,
                                            acknowledgedObjects,
                                            enough));
                }
                assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
                server.kill();
            }
        }

        try (ServerProcess server = ServerProcess.start(data);
                AwsClients aws = AwsClients.of(server)) {
            assertThat(acknowledgedItems).isNotEmpty();
            assertThat(items(aws.dynamoDb())).containsAll(acknowledgedItems);
            Set<String> objects = objects(aws.s3());
            assertThat(acknowledgedObjects).isNotEmpty();
            assertThat(objects).containsAll(acknowledgedObjects);
            for (String name : objects) {
                assertThat(aws.s3().getObjectAsBytes(r -> r.bucket(BUCKET).key(name)).asByteArray())
                        .isEqualTo(content(name));
            }
        }
    }

    /** Puts one after the other until the server is gone. */
    private static void write(
            java.util.function.Consumer<String> put,
            String writer,
            Set<String> acknowledged,
            CountDownLatch enough) {
        try {
            for (int i = 0; ; i++) {
                put.accept(writer + i);
                acknowledged.add(writer + i);
                enough.countDown();
            }
        } catch (SdkException gone) {
            // The kill: what was not acknowledged may be there or not.
        }
    }

    private static void prepare(AwsClients aws) {
        AwsClients.createTable(aws.dynamoDb(), TABLE);
        aws.s3().createBucket(request -> request.bucket(BUCKET));
    }

    private static void put(DynamoDbClient dynamoDb, String name) {
        dynamoDb.putItem(r -> r.tableName(TABLE).item(Map.of("id", AttributeValue.fromS(name))));
    }

    private static void put(S3Client s3, String name) {
        s3.putObject(r -> r.bucket(BUCKET).key(name), RequestBody.fromBytes(content(name)));
    }

    private static byte[] content(String name) {
        return (name + "\n").repeat(5000).getBytes(StandardCharsets.UTF_8);
    }

    private static Set<String> items(DynamoDbClient dynamoDb) {
        return dynamoDb
                .scanPaginator(ScanRequest.builder().tableName(TABLE).build())
                .items()
                .stream()
                .map(item -> Objects.requireNonNull(item.get("id")).s())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> objects(S3Client s3) {
        return s3
                .listObjectsV2Paginator(ListObjectsV2Request.builder().bucket(BUCKET).build())
                .contents()
                .stream()
                .map(S3Object::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
