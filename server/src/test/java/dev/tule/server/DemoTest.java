package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demonstration, as a newcomer runs it. */
class DemoTest {
    private static final String[] ONE_DAY = {"--once", "--readings", "48"};

    @TempDir private Path directory;

    @Test
    void aSecondRunFindsWhatTheFirstOneKept() throws Exception {
        List<String> first = run();
        List<String> second = run();

        assertThat(first)
                .anyMatch(line -> line.contains("48 items put into the table Readings"))
                .anyMatch(line -> line.contains("48 calls of com.example.city.calibrate answered"))
                .filteredOn(line -> line.startsWith("Read back: "))
                .hasSize(2)
                .allMatch(line -> line.endsWith("DynamoDB and S3 agree."));
        assertThat(first).last().isEqualTo("Tule has stopped.");
        assertThat(second)
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "Found what an earlier run left: 48 readings in DynamoDB and 24 batches in S3"));
    }

    @Test
    void aServerThatRunsIsUsed() throws Exception {
        Path data = directory.resolve("data");
        try (ServerProcess server = ServerProcess.start(data)) {
            Tool demo = Tool.run("demo", "--once", "--readings", "48", "--data", data.toString());

            assertThat(demo.error()).isEmpty();
            assertThat(demo.exitCode()).isZero();
            assertThat(demo.out())
                    .startsWith("Using the server that runs: " + server.web())
                    .contains("DynamoDB and S3 agree.");
            assertThat(server.get(server.web().resolve("/api/stored")).body())
                    .contains("\"table\":\"Readings\",\"count\":48")
                    .contains("\"bucket\":\"city-readings\",\"days\":2")
                    .contains("\"key\":\"readings/2010-01-01/23.csv\"");
            assertThat(server.get(server.web().resolve("/api/readings?hours=3")).body())
                    .contains("{\"sensor\":\"seattle\",\"time\":\"2010-01-02T00\",\"celsius\":");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listeners: {web: {tls: {certificate: l.pem, key: l-key.pem}}} | has TLS at listeners.web",
                "realms: {plant: {}} | has no realm1 that takes anonymous clients",
            })
    void aServerThatStrangersCantUseIsSaidBefore(String config, String trouble) throws Exception {
        Certificates.make(directory, "l");
        Files.writeString(directory.resolve("tule.yaml"), config);

        Tool demo = Tool.run("demo", "--once", "--data", directory.toString());

        assertThat(demo.exitCode()).isEqualTo(2);
        assertThat(demo.error()).contains(trouble, "give it data of its own, such as --data");
    }

    @Test
    void whatTheRealmForbidsIsNamed() throws Exception {
        Files.writeString(
                directory.resolve("tule.yaml"),
                "realms: {realm1: {roles: {guest: {}}, anonymous: guest}}");

        Tool demo =
                Tool.run(
                        "demo",
                        "--once",
                        "--data",
                        directory.toString(),
                        "--aws-port",
                        "0",
                        "--web-port",
                        "0");

        assertThat(demo.exitCode()).isEqualTo(1);
        assertThat(demo.error())
                .contains("wamp.error.not_authorized", "realm1 where anonymous clients may do all");
    }

    private List<String> run() throws Exception {
        ServerProcess demo =
                ServerProcess.start(Map.of(), "demo", directory.resolve("data"), ONE_DAY);
        assertThat(demo.awaitEnd()).isZero();
        return demo.output();
    }
}
