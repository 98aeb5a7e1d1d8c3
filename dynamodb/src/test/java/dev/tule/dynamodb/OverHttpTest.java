package dev.tule.dynamodb;

import static dev.tule.dynamodb.Samples.hashTable;
import static dev.tule.dynamodb.Samples.item;
import static dev.tule.dynamodb.Samples.n;
import static dev.tule.dynamodb.Samples.put;
import static dev.tule.dynamodb.Samples.rangeTable;
import static dev.tule.dynamodb.Samples.s;
import static dev.tule.dynamodb.Samples.value;
import static dev.tule.dynamodb.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AccessKey;
import dev.tule.aws.Authoriser;
import dev.tule.aws.Principal;
import dev.tule.aws.frontdoor.FrontDoor;
import dev.tule.aws.frontdoor.FrontDoorConfig;
import dev.tule.aws.signature.SignatureVerifier;
import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What users have: the AWS SDK's client over HTTP, signed, through the front door. */
class OverHttpTest {
    private static final AwsBasicCredentials CREDENTIALS =
            AwsBasicCredentials.create("AKIAEXAMPLEKEYFORME1", "a secret for tests");

    @TempDir private Path directory;
    private Home home;
    private HttpServer server;
    private DynamoDbClient client;

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory);
        Principal root =
                new Principal(
                        Principal.Kind.ROOT,
                        "000000000000",
                        "arn:aws:iam::000000000000:root",
                        "000000000000");
        AccessKey key =
                new AccessKey(
                        CREDENTIALS.accessKeyId(),
                        CREDENTIALS.secretAccessKey(),
                        root,
                        true,
                        null,
                        null);
        FrontDoor door =
                new FrontDoor(
                        List.of(home.dynamoDb.api(), home.dynamoDb.legacyApi()),
                        new SignatureVerifier(
                                id -> Optional.of(key).filter(each -> each.id().equals(id)),
                                InstantSource.system()),
                        (_, _, _) -> Authoriser.Decision.ALLOW,
                        InstantSource.system(),
                        () -> UUID.randomUUID().toString(),
                        FrontDoorConfig.DEFAULT);
        server = HttpServer.start(ListenerConfig.of(door).at("127.0.0.1", 0));
        client =
                DynamoDbClient.builder()
                        .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                        .region(Region.US_EAST_1)
                        .httpClient(UrlConnectionHttpClient.create())
                        .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
                        .build();
    }

    @AfterEach
    void close() {
        client.close();
        server.stop(Duration.ofMillis(1));
        home.close();
    }

    @Test
    void itemsGoThereAndBack() {
        client.createTable(rangeTable("readings", ScalarAttributeType.N).build());
        client.waiter().waitUntilTableExists(d -> d.tableName("readings"));
        for (int i = 0; i < 7; i++) {
            put(client, "readings", with("id", s("a")), with("at", n(i)), with("v", n(i * i)));
        }

        List<String> found = new ArrayList<>();
        client.queryPaginator(
                        q ->
                                q.tableName("readings")
                                        .keyConditionExpression("id = :id AND #at > :at")
                                        .expressionAttributeNames(Map.of("#at", "at"))
                                        .expressionAttributeValues(
                                                Map.of(":id", s("a"), ":at", n(1)))
                                        .limit(2))
                .items()
                .forEach(item -> found.add(value(item, "v").n()));

        assertThat(found).containsExactly("4", "9", "16", "25", "36");
        client.deleteTable(d -> d.tableName("readings"));
        client.waiter().waitUntilTableNotExists(d -> d.tableName("readings"));
    }

    @Test
    void errorsComeAsTheirOwnClassesWithWhatTheyCarry() {
        client.createTable(hashTable("items").build());
        put(client, "items", with("id", s("a")), with("v", n(1)));

        assertThatThrownBy(
                        () ->
                                client.putItem(
                                        p ->
                                                p.tableName("items")
                                                        .item(item(with("id", s("a"))))
                                                        .conditionExpression(
                                                                "attribute_not_exists(id)")
                                                        .returnValuesOnConditionCheckFailure(
                                                                ReturnValuesOnConditionCheckFailure
                                                                        .ALL_OLD)))
                .isInstanceOfSatisfying(
                        ConditionalCheckFailedException.class,
                        e -> assertThat(value(e.item(), "v")).isEqualTo(n(1)));
        TransactWriteItem check =
                TransactWriteItem.builder()
                        .conditionCheck(
                                c ->
                                        c.tableName("items")
                                                .key(item(with("id", s("b"))))
                                                .conditionExpression("attribute_exists(id)"))
                        .build();
        assertThatThrownBy(() -> client.transactWriteItems(t -> t.transactItems(check)))
                .isInstanceOfSatisfying(
                        TransactionCanceledException.class,
                        e ->
                                assertThat(e.cancellationReasons().getFirst().code())
                                        .isEqualTo("ConditionalCheckFailed"));
        assertThatThrownBy(() -> put(client, "items", with("x", n(1))))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> {
                            assertThat(e.statusCode()).isEqualTo(400);
                            assertThat(e.awsErrorDetails().errorCode())
                                    .isEqualTo("ValidationException");
                        });
    }

    @Test
    void whatIsNotImplementedSaysSo() {
        assertThatThrownBy(() -> client.executeStatement(e -> e.statement("SELECT * FROM t")))
                .isInstanceOfSatisfying(
                        AwsServiceException.class, e -> assertThat(e.statusCode()).isEqualTo(501));
    }

    @Test
    void theApiOf2011IsAnsweredOverTheSameTables() throws Exception {
        client.createTable(hashTable("items").build());
        put(client, "items", with("id", s("a")), with("v", n(1)));

        HttpResponse<String> found =
                call2011(
                        "GetItem",
                        "{\"TableName\":\"items\",\"Key\":{\"HashKeyElement\":{\"S\":\"a\"}}}");
        HttpResponse<String> missing = call2011("DescribeTable", "{\"TableName\":\"nowhere\"}");

        assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
        assertThat(found.body())
                .contains("\"v\":{\"N\":\"1\"}")
                .contains("\"ConsumedCapacityUnits\":0.5");
        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(missing.body())
                .contains("com.amazonaws.dynamodb.v20111205#ResourceNotFoundException");
    }

    private HttpResponse<String> call2011(String operation, String body)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest unsigned =
                SdkHttpRequest.builder()
                        .uri(uri)
                        .method(SdkHttpMethod.POST)
                        .putHeader("X-Amz-Target", "DynamoDB_20111205." + operation)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .build();
        ContentStreamProvider content = () -> new ByteArrayInputStream(bytes);
        SignedRequest signed =
                AwsV4HttpSigner.create()
                        .sign(
                                sign ->
                                        sign.identity(CREDENTIALS)
                                                .request(unsigned)
                                                .payload(content)
                                                .putProperty(
                                                        AwsV4HttpSigner.SERVICE_SIGNING_NAME,
                                                        "dynamodb")
                                                .putProperty(
                                                        AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        signed.request()
                .forEachHeader(
                        (name, values) -> {
                            if (!name.equalsIgnoreCase("Host")
                                    && !name.equalsIgnoreCase("Content-Length")) {
                                values.forEach(each -> request.header(name, each));
                            }
                        });
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
