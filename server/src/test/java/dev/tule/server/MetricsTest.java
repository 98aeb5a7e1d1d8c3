package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.client.WampClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus fetches. */
class MetricsTest {
    private static final Pattern SAMPLE =
            Pattern.compile("[a-z_]+(\\{[a-z]+=\"[^\"\\\\\n]*\"})? -?[0-9.E]+");

    @TempDir private Path directory = Path.of("set by JUnit");

    @Test
    void countersAreServedAsText() throws Exception {
        try (ServerProcess server = ServerProcess.start(directory.resolve("data"))) {
            URI router = URI.create("ws://127.0.0.1:" + server.web().getPort() + "/ws");
            try (WampClient client = WampClient.connect(router, "realm1")) {
                client.publishAcknowledged("lab.heat", 21.5);
                client.publishAcknowledged("lab.heat", 22.5);
                client.call("wamp.session.count");

                HttpResponse<String> answer = server.get(server.web().resolve("/metrics"));

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type"))
                        .contains("text/plain; version=0.0.4; charset=utf-8");
                List<String> lines = answer.body().lines().toList();
                assertThat(lines)
                        .contains(
                                "# TYPE tule_wamp_sessions gauge",
                                "tule_wamp_sessions{realm=\"realm1\"} 1",
                                "tule_wamp_connections 1",
                                "# TYPE tule_wamp_calls_total counter",
                                "tule_wamp_calls_total{realm=\"realm1\"} 1",
                                "tule_wamp_publications_total{realm=\"realm1\"} 2",
                                "tule_wamp_publisher_pauses_total 0",
                                "tule_wamp_events_not_kept_total 0",
                                "tule_wamp_violations_total 0",
                                "tule_http_requests_in_flight{listener=\"web\"} 1",
                                "tule_http_requests_in_flight{listener=\"aws\"} 0");
                assertThat(lines)
                        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"))
                        .filteredOn(line -> !line.startsWith("# "))
                        .allMatch(line -> SAMPLE.matcher(line).matches());
            }
        }
    }
}
