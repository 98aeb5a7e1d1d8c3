package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.client.TopicEvent;
import dev.tule.wamp.client.WampClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A round trip through each service of a running server, as its users make it. */
class CloudTest {
    @TempDir private static Path directory;

    private static ServerProcess server;
    private static AwsClients aws;

    @BeforeAll
    static void start() throws IOException {
        server = ServerProcess.start(directory.resolve("data"));
        aws = AwsClients.of(server);
    }

    @AfterAll
    static void stop() {
        aws.close();
        server.close();
    }

    @Test
    void anObjectComesBackAsItWasPut() {
        S3Client s3 = aws.s3();
        s3.createBucket(request -> request.bucket("lab"));

        s3.putObject(
                request -> request.bucket("lab").key("a/b c.txt"), RequestBody.fromString("21.5"));

        assertThat(s3.getObjectAsBytes(r -> r.bucket("lab").key("a/b c.txt")).asUtf8String())
                .isEqualTo("21.5");
        assertThat(s3.listObjectsV2(request -> request.bucket("lab")).contents())
                .singleElement()
                .satisfies(object -> assertThat(object.key()).isEqualTo("a/b c.txt"));
    }

    @Test
    void anItemComesBackAsItWasPut() {
        DynamoDbClient dynamoDb = aws.dynamoDb();
        AwsClients.createTable(dynamoDb, "Machines");
        Map<String, AttributeValue> item =
                Map.of("id", AttributeValue.fromS("m1"), "speed", AttributeValue.fromN("3000"));

        dynamoDb.putItem(request -> request.tableName("Machines").item(item));

        assertThat(
                        dynamoDb.getItem(
                                        request ->
                                                request.tableName("Machines")
                                                        .key(
                                                                Map.of(
                                                                        "id",
                                                                        AttributeValue.fromS(
                                                                                "m1"))))
                                .item())
                .isEqualTo(item);
    }

    @Test
    void theConsoleSaysWhereNothingIsStoredYet() throws Exception {
        var summary = server.get(server.web().resolve("/api/stored"));
        var recent = server.get(server.web().resolve("/api/readings?hours=3"));

        assertThat(summary.statusCode()).isEqualTo(200);
        assertThat(summary.body())
                .contains("\"table\":\"Readings\",\"count\":0")
                .contains("\"bucket\":\"city-readings\",\"days\":0");
        assertThat(recent.body()).isEqualTo("[]");
    }

    @Test
    void aWrongSecretIsRefused() {
        try (AwsClients wrong =
                AwsClients.of(server.aws(), ServerProcess.ACCESS_KEY, "not the secret")) {
            assertThatThrownBy(() -> wrong.s3().listBuckets())
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refusal -> {
                                assertThat(refusal.statusCode()).isEqualTo(403);
                                assertThat(refusal.awsErrorDetails().errorCode())
                                        .isEqualTo("SignatureDoesNotMatch");
                            });
        }
    }

    @Test
    void anUnknownKeyIsRefused() {
        try (AwsClients unknown = AwsClients.of(server.aws(), "AKIANOBODYNOBODY0000", "secret")) {
            assertThatThrownBy(() -> unknown.dynamoDb().listTables())
                    .isInstanceOfSatisfying(
                            DynamoDbException.class,
                            refusal ->
                                    assertThat(refusal.awsErrorDetails().errorCode())
                                            .isEqualTo("UnrecognizedClientException"));
        }
    }

    @Test
    void aDisabledKeyIsRefusedAtOnce() {
        String data = directory.resolve("data").toString();
        Tool.run("keys", "import", "AKIASOONDISABLED0000", "a secret", "--data", data);
        try (AwsClients user = AwsClients.of(server.aws(), "AKIASOONDISABLED0000", "a secret")) {
            user.dynamoDb().listTables();

            Tool.run("keys", "disable", "AKIASOONDISABLED0000", "--data", data);

            assertThatThrownBy(() -> user.dynamoDb().listTables())
                    .isInstanceOf(DynamoDbException.class);
        }
    }

    @Test
    void anEventReachesASubscriberOfItsPattern() throws Exception {
        try (WampClient lab = WampClient.connect(server.webSocket(), "realm1");
                WampClient office = WampClient.connect(rawSocket(), "realm1")) {
            CompletableFuture<TopicEvent> heard = new CompletableFuture<>();
            office.subscribe("lab..temperature", MatchPolicy.WILDCARD, heard::complete);

            lab.publish("lab.oven.temperature", 180.5);

            TopicEvent event = heard.get(30, TimeUnit.SECONDS);
            assertThat(event.topic().toString()).isEqualTo("lab.oven.temperature");
            assertThat(event.payload().number(0)).isEqualTo(180.5);
        }
    }

    @Test
    void aCallIsAnswered() {
        try (WampClient lab = WampClient.connect(rawSocket(), "realm1");
                WampClient office = WampClient.connect(server.webSocket(), "realm1")) {
            lab.register("lab.double", call -> 2 * call.payload().number(0));

            assertThat(office.call("lab.double", 21).number(0)).isEqualTo(42);
        }
    }

    @Test
    void thePageLoadsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = server.get(server.web());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
        assertThat(page.body())
                .contains("/assets/console.js")
                .doesNotContainPattern("(?:src|href)=\"[a-z]*:?//");
        for (String asset : List.of("console.js", "chart.js", "live/wamp.js", "console.css")) {
            HttpResponse<String> file = server.get(server.web().resolve("/assets/" + asset));
            assertThat(file.statusCode()).isEqualTo(200);
        }
        assertThat(server.get(server.web().resolve("/nothing")).statusCode()).isEqualTo(404);
    }

    @Test
    void theConsoleIsNotReadUnderAnotherName() throws Exception {
        String head = "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
        try (java.net.Socket socket =
                new java.net.Socket(server.web().getHost(), server.web().getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 421 ");
        }
    }

    private static URI rawSocket() {
        return URI.create("rs://localhost:" + server.web().getPort());
    }
}
