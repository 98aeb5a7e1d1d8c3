package dev.tule.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What is stored of the readings that the page shows: a DynamoDB table with an item each, by sensor
 * and time, and an S3 bucket with a batch of all sensors an hour at {@code readings/DATE/HOUR.csv}.
 * Where there is no such table or bucket yet, nothing is stored. Counts are at most a second old.
 * Safe for use by many threads.
 */
public final class StoredReadings {
    /** The table of readings: hash key {@code sensor}, range key {@code time}. */
    public static final String TABLE = "Readings";

    /** The bucket of batches. */
    public static final String BUCKET = "city-readings";

    private static final String PREFIX = "readings/";
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int LATEST_OBJECTS = 4;

    /** Listings stop here: a page is no place to count millions. */
    private static final int MAX_PAGES = 100;

    private final DynamoDbClient dynamoDb;
    private final S3Client s3;
    private final AtomicReference<@Nullable Counts> counts = new AtomicReference<>();

    public StoredReadings(DynamoDbClient dynamoDb, S3Client s3) {
        this.dynamoDb = dynamoDb;
        this.s3 = s3;
    }

    /** How much is stored, and the latest of it. */
    Json summary(Console.Facts facts) {
        Counts now = counts();
        List<Map<String, Object>> latest = new ArrayList<>();
        for (String sensor : sensors()) {
            latest.addAll(readings(sensor, 1));
        }
        Map<String, Object> readings = new LinkedHashMap<>();
        readings.put("table", TABLE);
        readings.put("count", now.items);
        readings.put("latest", latest);
        Map<String, Object> batches = new LinkedHashMap<>();
        batches.put("bucket", BUCKET);
        batches.put("count", now.objects);
        batches.put("latest", now.latestObjects);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("version", facts.version());
        summary.put("aws", facts.aws());
        summary.put("readings", readings);
        summary.put("batches", batches);
        return Json.of(summary);
    }

    /** The latest readings of each sensor, oldest first. */
    Json recent(int hours) {
        List<Map<String, Object>> recent = new ArrayList<>();
        for (String sensor : sensors()) {
            recent.addAll(readings(sensor, hours).reversed());
        }
        return Json.of(recent);
    }

    private Counts counts() {
        Counts known = counts.get();
        if (known != null && known.taken.plus(FRESH).isAfter(Instant.now())) {
            return known;
        }
        Counts taken = count();
        counts.set(taken);
        return taken;
    }

    private Counts count() {
        List<S3Object> objects = new ArrayList<>();
        ListObjectsV2Request.Builder request =
                ListObjectsV2Request.builder().bucket(BUCKET).prefix(PREFIX);
        try {
            for (int page = 0; page < MAX_PAGES; page++) {
                ListObjectsV2Response response = s3.listObjectsV2(request.build());
                objects.addAll(response.contents());
                if (!Boolean.TRUE.equals(response.isTruncated())) {
                    break;
                }
                request.continuationToken(response.nextContinuationToken());
            }
        } catch (AwsServiceException e) {
            requireNoBucket(e);
            objects.clear();
        }
        List<Map<String, Object>> latest =
                objects.stream()
                        .sorted(
                                (a, b) ->
                                        b.lastModified().equals(a.lastModified())
                                                ? b.key().compareTo(a.key())
                                                : b.lastModified().compareTo(a.lastModified()))
                        .limit(LATEST_OBJECTS)
                        .map(StoredReadings::described)
                        .toList();
        return new Counts(Instant.now(), items(), objects.size(), latest);
    }

    /** By the code on the wire: within the process S3 has no exception class for it. */
    private static void requireNoBucket(AwsServiceException e) {
        if (!e.awsErrorDetails().errorCode().equals("NoSuchBucket")) {
            throw e;
        }
    }

    private long items() {
        long items = 0;
        Map<String, AttributeValue> after = Map.of();
        try {
            for (int page = 0; page < MAX_PAGES; page++) {
                ScanRequest.Builder request =
                        ScanRequest.builder().tableName(TABLE).select(Select.COUNT);
                if (!after.isEmpty()) {
                    request.exclusiveStartKey(after);
                }
                ScanResponse response = dynamoDb.scan(request.build());
                items += response.count();
                after = response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : Map.of();
                if (after.isEmpty()) {
                    break;
                }
            }
            return items;
        } catch (ResourceNotFoundException none) {
            return 0;
        }
    }

    /** Those of the latest batch, whose first column names them. */
    private List<String> sensors() {
        List<Map<String, Object>> latest = counts().latestObjects;
        if (latest.isEmpty()) {
            return List.of();
        }
        String key = String.valueOf(latest.getFirst().get("key"));
        try {
            String csv = s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String();
            return csv.lines().skip(1).map(line -> line.split(",", -1)[0]).toList();
        } catch (AwsServiceException gone) {
            return List.of(); // the batch was removed since it was listed
        }
    }

    /** Newest first. */
    private List<Map<String, Object>> readings(String sensor, int limit) {
        QueryRequest request =
                QueryRequest.builder()
                        .tableName(TABLE)
                        .keyConditionExpression("sensor = :sensor")
                        .expressionAttributeValues(Map.of(":sensor", AttributeValue.fromS(sensor)))
                        .scanIndexForward(false)
                        .limit(limit)
                        .build();
        try {
            return dynamoDb.query(request).items().stream().map(StoredReadings::reading).toList();
        } catch (ResourceNotFoundException none) {
            return List.of();
        }
    }

    private static Map<String, Object> reading(Map<String, AttributeValue> item) {
        Map<String, Object> reading = new LinkedHashMap<>();
        reading.put("sensor", attribute(item, "sensor").s());
        reading.put("time", attribute(item, "time").s());
        reading.put("celsius", Double.valueOf(attribute(item, "celsius").n()));
        return reading;
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("an item of " + TABLE + " has no " + name);
        }
        return value;
    }

    private static Map<String, Object> described(S3Object object) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("key", object.key());
        description.put("bytes", object.size());
        return description;
    }

    private record Counts(
            Instant taken, long items, long objects, List<Map<String, Object>> latestObjects) {}
}
