package dev.tule.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Request;
import dev.tule.http.Response;
import dev.tule.wamp.client.Authentication;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.WampClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose {@code tule.yaml} has bridges. */
class BridgesTest {
    private static final String PLANT =
            """
            realms:
              plant:
                roles:
                  service: {permissions: [{uri: plant., match: prefix, allow: all}]}
                  listener: {permissions: [{uri: plant., match: prefix, allow: [subscribe]}]}
                principals:
                  pump: {role: service, ticket: s3cret}
                bridges:
                  rest:
                    role: service
                    publish: /rest/publish
                    call: /rest/call
                    keys:
                      script: {secret-file: script.secret, bearer: true}
                  webhooks:
                    alarms:
                      role: listener
                      topic: plant.alarm.
                      match: prefix
                      url: http://127.0.0.1:%d/alarms
                      secret: a long secret of the webhook
            """;

    /** What the webhook's target got. */
    private record Delivery(String path, String body, String signature) {}

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

    @TempDir private Path directory = Path.of("set by JUnit");

    private Path data() {
        return directory.resolve("data");
    }

    private Path config() {
        return directory.resolve("plant.yaml");
    }

    private Response take(Request request) throws IOException {
        deliveries.add(
                new Delivery(
                        request.rawPath(),
                        new String(request.body().readAll(10_000), UTF_8),
                        request.headers().first("X-Tule-Signature").orElse("")));
        return Response.empty(204);
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("script.secret"), "a long secret of the script\n");
        Files.writeString(config(), text);
    }

    private ServerProcess start(String text) throws IOException {
        write(text);
        return ServerProcess.start(Map.of("TULE_CONFIG", config().toString()), "up", data());
    }

    private static HttpResponse<String> post(ServerProcess server, String path, String body)
            throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(server.web().resolve(path))
                            .header("Authorization", "Bearer a long secret of the script")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void programsPublishCallAndAreToldByHttpAlone() throws Exception {
        try (HttpServer target = HttpServer.start(ListenerConfig.of(this::take));
                ServerProcess server = start(PLANT.formatted(target.port()))) {
            try (WampClient pump = join(server)) {
                pump.register("plant.double", call -> 2 * call.payload().integer(0));

                var called =
                        post(
                                server,
                                "/rest/call",
                                "{\"procedure\":\"plant.double\",\"args\":[21]}");
                assertThat(called.statusCode()).isEqualTo(200);
                assertThat(called.body()).isEqualTo("{\"args\":[42],\"kwargs\":{}}");
            }

            var denied = post(server, "/rest/publish", "{\"topic\":\"office.alarm\"}");
            assertThat(denied.statusCode()).isEqualTo(403);
            var published =
                    post(server, "/rest/publish", "{\"topic\":\"plant.alarm.heat\",\"args\":[9]}");
            assertThat(published.statusCode()).isEqualTo(200);
            Delivery delivery =
                    Objects.requireNonNull(deliveries.poll(30, TimeUnit.SECONDS), "a delivery");
            assertThat(delivery.path()).isEqualTo("/alarms");
            assertThat(delivery.body()).contains("\"plant.alarm.heat\"", "\"args\":[9]");
            assertThat(delivery.signature()).startsWith("sha256=");

            server.stop();
            assertThat(server.output()).noneMatch(line -> line.contains("did not stop cleanly"));
        }
    }

    @Test
    void changedBridgesAreTakenOverByReload() throws Exception {
        String plant = PLANT.formatted(9);
        try (ServerProcess server = start(plant)) {
            write(plant.replace("/rest/call", "/rest/other"));

            Tool reload = Tool.run("reload", "--data", data().toString());

            assertThat(reload.out()).doesNotContain("started again");
            assertThat(post(server, "/rest/other", "{}").statusCode()).isEqualTo(400);
            // There the console answers now, which takes no POST.
            assertThat(post(server, "/rest/call", "{}").statusCode()).isEqualTo(405);
            write("realms: {plant: {}}\n");
            Tool.run("reload", "--data", data().toString());
            assertThat(post(server, "/rest/other", "{}").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void aWebhookWhoseRoleChangesGoesOnAsSoonAsItMay() throws Exception {
        try (HttpServer target = HttpServer.start(ListenerConfig.of(this::take));
                ServerProcess server = start(PLANT.formatted(target.port()))) {
            String plant = PLANT.formatted(target.port());
            write(plant.replace("allow: [subscribe]", "allow: [call]"));
            Tool revoked = Tool.run("reload", "--data", data().toString());
            assertThat(revoked.out())
                    .contains("1 subscriptions and registrations revoked")
                    .contains(
                            "The webhook alarms of realm plant can't subscribe to 'plant.alarm.'");
            post(server, "/rest/publish", "{\"topic\":\"plant.alarm.lost\"}");

            write(plant.replace("allow: [subscribe]", "allow: [subscribe, call]"));
            Tool allowed = Tool.run("reload", "--data", data().toString());
            assertThat(allowed.out()).doesNotContain("can't subscribe");
            post(server, "/rest/publish", "{\"topic\":\"plant.alarm.heat\"}");

            Delivery delivery =
                    Objects.requireNonNull(deliveries.poll(30, TimeUnit.SECONDS), "a delivery");
            assertThat(delivery.body()).contains("\"plant.alarm.heat\"");
            assertThat(server.get(server.web().resolve("/metrics")).body())
                    .containsPattern(
                            "tule_webhook_delivered_total.webhook=\"plant.alarms\". [01]\n");
        }
    }

    @Test
    void aWebhookThatMayNotSubscribeStopsTheStart() throws Exception {
        write(PLANT.formatted(9).replace("topic: plant.alarm.", "topic: office."));
        Tool up =
                Tool.run(
                        "up",
                        "--data",
                        data().toString(),
                        "--config",
                        config().toString(),
                        "--aws-port",
                        "0",
                        "--web-port",
                        "0");
        assertThat(up.exitCode()).isEqualTo(2);
        assertThat(up.error())
                .contains("The webhook alarms of realm plant can't subscribe to 'office.'")
                .contains("wamp.error.not_authorized");
    }

    private static WampClient join(ServerProcess server) {
        return WampClient.connect(
                server.webSocket(),
                "plant",
                ClientOptions.defaults()
                        .withAuthentication(Authentication.ticket("pump", "s3cret")));
    }
}
