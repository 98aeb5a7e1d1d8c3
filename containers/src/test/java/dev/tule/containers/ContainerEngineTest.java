package dev.tule.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine answers beside what it should. */
class ContainerEngineTest {
    @TempDir private Path directory;

    @Test
    void itsOwnWordsAreTheMessage() throws IOException {
        ContainerEngineException refused =
                refused(
                        FakeEngine.response(
                                "404 Not Found",
                                "{\"cause\":\"no such container\",\"message\":\"no container with"
                                        + " name or ID \\\"i-1\\\" found: no such container\","
                                        + "\"response\":404}\n"));

        assertThat(refused.isNotFound()).isTrue();
        assertThat(refused)
                .hasMessage("no container with name or ID \"i-1\" found: no such container");
    }

    @Test
    void aRefusalWithoutWordsIsToldByItsStatus() throws IOException {
        assertThat(refused(FakeEngine.response("500 Internal Server Error", "<html>")))
                .hasMessage("status 500");
    }

    @Test
    void anErrorInTheMidstOfWhatIsBeingDoneIsOne() throws IOException {
        assertThat(
                        refused(
                                FakeEngine.response(
                                        "200 OK",
                                        """
                                        {"status":"copying"}
                                        {"error":"no space left on device"}
                                        """)))
                .hasMessage("no space left on device");
    }

    @Test
    void anAnswerThatIsCutShortIsNone() throws IOException {
        assertThat(
                        refused(
                                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a"
                                        .getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("the container engine at " + directory.resolve("s"));
    }

    @Test
    void nobodyWhoListensIsSaid() {
        try (ContainerEngine engine = new ContainerEngine(directory.resolve("s"))) {
            assertThatThrownBy(engine::version)
                    .isInstanceOf(ContainerEngineException.class)
                    .hasMessageContaining("the container engine at " + directory.resolve("s"));
        }
    }

    private ContainerEngineException refused(byte[] answer) throws IOException {
        try (FakeEngine _ = FakeEngine.answering(directory.resolve("s"), answer);
                ContainerEngine engine = new ContainerEngine(directory.resolve("s"))) {
            return catchThrowableOfType(ContainerEngineException.class, engine::version);
        }
    }

    @Test
    void dockerAndPodmanCallThemselvesDifferently() throws IOException {
        String podman =
                "{\"Components\":[{\"Name\":\"Podman Engine\",\"Version\":\"4.3.1\"}],"
                        + "\"Version\":\"4.3.1\",\"ApiVersion\":\"1.41\"}";
        String docker = podman.replace("Podman Engine", "Engine").replace("4.3.1", "28.1.0");

        assertThat(version(podman, "p")).isEqualTo("Podman Engine 4.3.1");
        assertThat(version(docker, "d")).isEqualTo("Docker Engine 28.1.0");
    }

    private String version(String answer, String socket) throws IOException {
        Path place = directory.resolve(socket);
        try (FakeEngine _ = FakeEngine.answering(place, FakeEngine.response("200 OK", answer));
                ContainerEngine engine = new ContainerEngine(place)) {
            return engine.version();
        }
    }

    @Test
    void whereItListensIsWhatTheEnvironmentSays() {
        assertThat(ContainerEngine.find(Map.of("DOCKER_HOST", "unix:///run/my.sock")))
                .contains(Path.of("/run/my.sock"));
        // Sockets of cards are files of this host: an engine elsewhere couldn't have them.
        assertThat(ContainerEngine.find(Map.of("DOCKER_HOST", "tcp://10.0.0.1:2375"))).isEmpty();
    }
}
