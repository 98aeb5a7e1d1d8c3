package dev.tule.dynamodb;

import static dev.tule.dynamodb.Samples.hashTable;
import static dev.tule.dynamodb.Samples.item;
import static dev.tule.dynamodb.Samples.n;
import static dev.tule.dynamodb.Samples.s;
import static dev.tule.dynamodb.Samples.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Measures the service itself, without HTTP: PutItem and GetItem of an item of ten attributes, each
 * put answered when it is on disk. Not a test; run it with the module's test class path:
 *
 * <pre>
 * mvn -pl dynamodb -am test-compile dependency:build-classpath -Dmdep.outputFile=/tmp/cp
 * java -cp dynamodb/target/classes:dynamodb/target/test-classes:$(cat /tmp/cp) \
 *     --enable-native-access=ALL-UNNAMED dev.tule.dynamodb.Rates DIRECTORY [THREADS] [SECONDS]
 * </pre>
 */
final class Rates {
    private static final int KEYS = 100_000;

    private Rates() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(Path.of(arguments[0]), "rates");
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 64;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        try (Home home = new Home(directory)) {
            DynamoDbClient client = home.client;
            client.createTable(hashTable("items").build());
            Runnable put = () -> client.putItem(put());
            Runnable get = () -> client.getItem(get());
            measure("PutItem (warming up)", threads, seconds, put);
            measure("PutItem", threads, seconds, put);
            measure("GetItem (warming up)", threads, seconds, get);
            measure("GetItem", threads, seconds, get);
        }
    }

    private static Map<String, AttributeValue> key() {
        return item(with("id", s("device-" + ThreadLocalRandom.current().nextInt(KEYS))));
    }

    private static PutItemRequest put() {
        Map<String, AttributeValue> item = key();
        for (int i = 0; i < 5; i++) {
            item.put("number" + i, n(ThreadLocalRandom.current().nextInt()));
            item.put("text" + i, s("a text of some forty characters, number " + i));
        }
        return PutItemRequest.builder().tableName("items").item(item).build();
    }

    private static GetItemRequest get() {
        return GetItemRequest.builder().tableName("items").key(key()).build();
    }

    private static void measure(String name, int threads, int seconds, Runnable operation)
            throws InterruptedException {
        LongAdder done = new LongAdder();
        long start = System.nanoTime();
        long end = start + Duration.ofSeconds(seconds).toNanos();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < threads; thread++) {
                executor.execute(
                        () -> {
                            while (System.nanoTime() < end) {
                                operation.run();
                                done.increment();
                            }
                        });
            }
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-22s %4d virtual threads %,10.0f /s%n",
                name,
                threads,
                done.sum() / elapsed);
    }
}
