package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.client.Authentication;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with a {@code tule.yaml}. */
class ConfigurationTest {
    private static final String PLANT =
            """
            realms:
              plant:
                roles:
                  device:
                    permissions:
                      - {uri: plant., match: prefix, allow: [publish, subscribe]}
                principals:
                  pump: {role: device, ticket: s3cret}
            """;

    @TempDir private Path directory;

    private Path data() {
        return directory.resolve("data");
    }

    private Path write(String text) throws IOException {
        Files.createDirectories(data());
        return Files.writeString(data().resolve("tule.yaml"), text);
    }

    private static WampClient join(ServerProcess server) {
        URI socket = URI.create("ws://localhost:" + server.web().getPort() + "/ws");
        return WampClient.connect(
                socket,
                "plant",
                ClientOptions.defaults()
                        .withAuthentication(Authentication.ticket("pump", "s3cret")));
    }

    @Test
    void aChangedFileIsTakenOverAndAWrongOneChangesNothing() throws Exception {
        write(PLANT);
        try (ServerProcess server = ServerProcess.start(data());
                WampClient pump = join(server)) {
            assertThat(pump.publishAcknowledged("plant.level", 1)).isNotNull();

            write(PLANT.replace("role: device", "role: devise"));
            Tool wrong = Tool.run("reload", "--data", data().toString());
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.error())
                    .contains("Nothing has changed.", "tule.yaml:8:", "did you mean 'device'");
            assertThat(pump.publishAcknowledged("plant.level", 2)).isNotNull();

            write(PLANT.replace("publish, subscribe", "subscribe"));
            Tool right = Tool.run("reload", "--data", data().toString());
            assertThat(right.exitCode()).isZero();
            assertThat(right.out()).contains("tule.yaml is in force: 0 realms opened");
            assertThatThrownBy(() -> pump.publishAcknowledged("plant.level", 3))
                    .isInstanceOfSatisfying(
                            WampError.class,
                            e ->
                                    assertThat(e.error().value())
                                            .isEqualTo("wamp.error.not_authorized"));

            write(PLANT);
            long process =
                    Long.parseLong(
                            Files.readString(data().resolve("running"))
                                    .lines()
                                    .filter(line -> line.startsWith("process="))
                                    .findFirst()
                                    .orElseThrow()
                                    .substring("process=".length()));
            assertThat(new ProcessBuilder("kill", "-HUP", "" + process).start().waitFor()).isZero();
            awaitAllowed(pump);
        }
    }

    private static void awaitAllowed(WampClient pump) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                assertThat(pump.publishAcknowledged("plant.level", 4)).isNotNull();
                return;
            } catch (WampError denied) {
                assertThat(System.nanoTime()).as("SIGHUP is heard").isLessThan(deadline);
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aWrongFileStopsTheStartAndTheDoctorSaysSo() throws Exception {
        Path file = write("realms: {plant: {anonymous: ghost}}\n");
        Tool up = Tool.run("up", "--data", data().toString());
        assertThat(up.exitCode()).isEqualTo(2);
        assertThat(up.error()).contains(file + ":1: ", "no such role");
        Tool doctor = Tool.run("doctor", "--data", data().toString());
        assertThat(doctor.out()).containsPattern("problem +Configuration +.*no such role");
        Tool missing = Tool.run("up", "--data", data().toString(), "--config", "/none.yaml");
        assertThat(missing.error()).contains("--config /none.yaml can't be read");
    }

    @Test
    void aFileThatIsGoneChangesNothing() throws Exception {
        Path file = write(PLANT);
        try (ServerProcess server = ServerProcess.start(data());
                WampClient pump = join(server)) {
            Files.delete(file);
            Tool reload = Tool.run("reload", "--data", data().toString());
            assertThat(reload.exitCode()).isEqualTo(1);
            assertThat(reload.error()).contains("Nothing has changed.", "is there no more");
            assertThat(pump.publishAcknowledged("plant.level", 1)).isNotNull();
        }
    }

    @Test
    void reloadWithoutAServerSaysSo() {
        Tool reload = Tool.run("reload", "--data", data().toString());
        assertThat(reload.exitCode()).isEqualTo(1);
        assertThat(reload.error()).contains("No server runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticket", "wampcra", "wamp-scram", "wamp-scram --kdf pbkdf2"})
    void whatHashSecretPrintsCanBeRead(String arguments) throws Exception {
        String[] words = ("hash-secret " + arguments).split(" ", -1);
        Tool hash = Tool.run("s3cret\n", Map.of(), words);
        assertThat(hash.exitCode()).isZero();
        assertThat(hash.out()).doesNotContain("s3cret");
        write(
                """
                realms:
                  plant:
                    roles: {device: {}}
                    principals:
                      pump:
                        role: device
                """
                        + hash.out().indent(8));
        Tool doctor = Tool.run("doctor", "--data", data().toString());
        assertThat(doctor.out()).containsPattern("ok +Configuration +.*1 realms");
    }
}
