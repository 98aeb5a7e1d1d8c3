package dev.tule.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What is stored of the readings that the page shows: a DynamoDB table with an item each, by sensor
 * and time, and an S3 bucket with a batch of all sensors an hour at {@code readings/DATE/HOUR.csv}.
 * Where there is no such table or bucket yet, nothing is stored. What it says is at most a second
 * old, and costs the same however many readings there are: items are counted by the table itself,
 * of batches only the days. Safe for use by many threads.
 */
public final class StoredReadings {
    /** The table of readings: hash key {@code sensor}, range key {@code time}. */
    public static final String TABLE = "Readings";

    /** The bucket of batches. */
    public static final String BUCKET = "city-readings";

    private static final String PREFIX = "readings/";
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int LATEST_BATCHES = 4;

    /** 27 years of days, at 1,000 a page. */
    private static final int MAX_PAGES = 10;

    private final DynamoDbClient dynamoDb;
    private final S3Client s3;
    private final AtomicReference<@Nullable Stored> stored = new AtomicReference<>();

    public StoredReadings(DynamoDbClient dynamoDb, S3Client s3) {
        this.dynamoDb = dynamoDb;
        this.s3 = s3;
    }

    /** How much is stored, and the latest of it. */
    Map<String, Object> summary() {
        Stored now = stored();
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
        batches.put("days", now.days);
        batches.put("latest", now.latestBatches);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("readings", readings);
        summary.put("batches", batches);
        return summary;
    }

    /** The latest readings of each sensor, oldest first. */
    List<Map<String, Object>> recent(int hours) {
        List<Map<String, Object>> recent = new ArrayList<>();
        for (String sensor : sensors()) {
            recent.addAll(readings(sensor, hours).reversed());
        }
        return recent;
    }

    private Stored stored() {
        Stored known = stored.get();
        if (known != null && known.taken.plus(FRESH).isAfter(Instant.now())) {
            return known;
        }
        Stored taken = look();
        stored.set(taken);
        return taken;
    }

    private Stored look() {
        try {
            List<String> days = days();
            List<Map<String, Object>> latest =
                    days.reversed().stream()
                            .flatMap(this::batchesOf)
                            .limit(LATEST_BATCHES)
                            .toList();
            return new Stored(Instant.now(), items(), days.size(), latest);
        } catch (NoSuchBucketException none) {
            return new Stored(Instant.now(), items(), 0, List.of());
        }
    }

    /** The prefixes of the days that have batches, the earliest first. */
    private List<String> days() {
        List<String> days = new ArrayList<>();
        ListObjectsV2Request.Builder request =
                ListObjectsV2Request.builder().bucket(BUCKET).prefix(PREFIX).delimiter("/");
        for (int page = 0; page < MAX_PAGES; page++) {
            ListObjectsV2Response response = s3.listObjectsV2(request.build());
            response.commonPrefixes().forEach(day -> days.add(day.prefix()));
            if (!Boolean.TRUE.equals(response.isTruncated())) {
                break;
            }
            request.continuationToken(response.nextContinuationToken());
        }
        return days;
    }

    /** The batches of a day, the last first. */
    private Stream<Map<String, Object>> batchesOf(String day) {
        return s3
                .listObjectsV2(list -> list.bucket(BUCKET).prefix(day))
                .contents()
                .reversed()
                .stream()
                .map(StoredReadings::described);
    }

    private long items() {
        try {
            return dynamoDb.describeTable(table -> table.tableName(TABLE)).table().itemCount();
        } catch (ResourceNotFoundException none) {
            return 0;
        }
    }

    /** Those of the latest batch, whose first column names them. */
    private List<String> sensors() {
        List<Map<String, Object>> latest = stored().latestBatches;
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

    private record Stored(
            Instant taken, long items, int days, List<Map<String, Object>> latestBatches) {}
}
