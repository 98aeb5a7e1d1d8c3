package dev.tule.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Where readings are kept: each as an item of a DynamoDB table, and each hour of all sensors as an
 * object in an S3 bucket. Safe for use by many threads.
 */
final class Archive {
    static final String TABLE = "Readings";
    static final String BUCKET = "city-readings";

    private static final String COLUMNS = "sensor,celsius";

    private final DynamoDbClient dynamoDb;
    private final S3Client s3;

    Archive(DynamoDbClient dynamoDb, S3Client s3) {
        this.dynamoDb = dynamoDb;
        this.s3 = s3;
    }

    /** Creates table and bucket where they are missing. */
    void prepare() {
        try {
            dynamoDb.createTable(
                    CreateTableRequest.builder()
                            .tableName(TABLE)
                            .attributeDefinitions(text("sensor"), text("time"))
                            .keySchema(key("sensor", KeyType.HASH), key("time", KeyType.RANGE))
                            .billingMode(BillingMode.PAY_PER_REQUEST)
                            .build());
            dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(TABLE));
        } catch (ResourceInUseException isThere) {
            // An earlier run made it.
        }
        try {
            s3.headBucket(HeadBucketRequest.builder().bucket(BUCKET).build());
        } catch (NoSuchBucketException missing) {
            createBucket();
        }
    }

    private void createBucket() {
        try {
            s3.createBucket(CreateBucketRequest.builder().bucket(BUCKET).build());
        } catch (BucketAlreadyOwnedByYouException isThere) {
            // Another run was quicker.
        }
    }

    /** Keeps a reading. When this returns, it is on the server's disk. */
    void keep(Reading reading) {
        dynamoDb.putItem(
                PutItemRequest.builder()
                        .tableName(TABLE)
                        .item(
                                Map.of(
                                        "sensor", AttributeValue.fromS(reading.sensor()),
                                        "time", AttributeValue.fromS(reading.time()),
                                        "celsius", number(reading.celsius())))
                        .build());
    }

    /** Keeps what there is of an hour, over what was kept of it before. */
    void keepHour(String time, Collection<Reading> readings) {
        StringBuilder csv = new StringBuilder(COLUMNS).append('\n');
        for (Reading reading : readings) {
            csv.append("%s,%s\n".formatted(reading.sensor(), number(reading.celsius()).n()));
        }
        s3.putObject(
                PutObjectRequest.builder()
                        .bucket(BUCKET)
                        .key(batchKey(time))
                        .contentType("text/csv")
                        .build(),
                RequestBody.fromString(csv.toString()));
    }

    /** How many readings are kept. */
    long count() {
        return dynamoDb
                .scanPaginator(ScanRequest.builder().tableName(TABLE).select(Select.COUNT).build())
                .stream()
                .mapToLong(page -> page.count())
                .sum();
    }

    /** How many batches are kept. */
    long batches() {
        return s3
                .listObjectsV2Paginator(ListObjectsV2Request.builder().bucket(BUCKET).build())
                .contents()
                .stream()
                .count();
    }

    /** The latest reading of a sensor. */
    Optional<Reading> latest(String sensor) {
        return query(sensor, "sensor = :sensor", Map.of(), 1).stream().findFirst();
    }

    /** A sensor's day out of DynamoDB, in its order. */
    List<Reading> day(String sensor, String date) {
        return query(
                        sensor,
                        "sensor = :sensor AND begins_with(#time, :date)",
                        Map.of(":date", AttributeValue.fromS(date)),
                        24)
                .reversed();
    }

    /** An hour of all sensors out of S3. */
    List<Reading> batch(String time) {
        String csv =
                s3.getObjectAsBytes(
                                GetObjectRequest.builder()
                                        .bucket(BUCKET)
                                        .key(batchKey(time))
                                        .build())
                        .asUtf8String();
        return csv.lines().skip(1).map(line -> reading(time, line.split(",", -1))).toList();
    }

    /** Such as {@code readings/2010-01-01/05.csv}. */
    static String batchKey(String time) {
        return "readings/" + time.replace('T', '/') + ".csv";
    }

    private List<Reading> query(
            String sensor, String condition, Map<String, AttributeValue> more, int limit) {
        Map<String, AttributeValue> values = new HashMap<>(more);
        values.put(":sensor", AttributeValue.fromS(sensor));
        QueryRequest.Builder request =
                QueryRequest.builder()
                        .tableName(TABLE)
                        .keyConditionExpression(condition)
                        .expressionAttributeValues(values)
                        .scanIndexForward(false)
                        .limit(limit);
        if (condition.contains("#time")) {
            request.expressionAttributeNames(Map.of("#time", "time")); // a reserved word
        }
        List<Reading> readings = new ArrayList<>();
        for (Map<String, AttributeValue> item : dynamoDb.query(request.build()).items()) {
            readings.add(
                    new Reading(
                            sensor,
                            attribute(item, "time").s(),
                            Double.parseDouble(attribute(item, "celsius").n())));
        }
        return readings;
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("an item of " + TABLE + " has no " + name);
        }
        return value;
    }

    private static Reading reading(String time, String[] fields) {
        return new Reading(fields[0], time, Double.parseDouble(fields[1]));
    }

    private static AttributeValue number(double value) {
        return AttributeValue.fromN(String.format(Locale.ROOT, "%.2f", value));
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
