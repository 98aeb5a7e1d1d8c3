package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tule keys}, with the server running and without. */
class KeysTest {
    @TempDir private Path directory;

    @Test
    void keysAreAdministeredWhileTheServerRuns() throws IOException {
        try (ServerProcess server = ServerProcess.start(data())) {
            assertThat(server.pid()).isPositive();
            administer();
        }
    }

    @Test
    void keysAreAdministeredWhileNoServerRuns() throws IOException {
        ServerProcess.start(data()).stop();

        administer();
    }

    @Test
    void aSecretIsReadFromTheInput() throws IOException {
        ServerProcess.start(data()).stop();

        Tool imported =
                Tool.run(
                        "from-the-input\n",
                        Map.of(),
                        "keys",
                        "import",
                        "PIPEDKEY",
                        "--data",
                        data().toString());

        assertThat(imported.exitCode()).isZero();
        assertThat(imported.out() + imported.error()).doesNotContain("from-the-input");
        assertThat(keys("list").out()).containsPattern("PIPEDKEY +active +\\(root\\)");
    }

    @Test
    void keysOfNoDataAreNotMadeUp() {
        Tool list = keys("list");

        assertThat(list.exitCode()).isEqualTo(2);
        assertThat(list.error()).startsWith("There is no data in");
        assertThat(data()).doesNotExist();
    }

    private void administer() {
        assertThat(keys("list").out()).contains(ServerProcess.ACCESS_KEY);

        Tool created = keys("create", "--user", "alice");
        String id = created.out().lines().toList().get(1).substring("AWS_ACCESS_KEY_ID=".length());
        assertThat(created.exitCode()).isZero();
        assertThat(keys("import", "OLDPROGRAMSKEY", "old+secret").exitCode()).isZero();
        assertThat(keys("disable", id).exitCode()).isZero();
        assertThat(keys("list").out())
                .containsPattern(id + " +disabled +alice")
                .containsPattern("OLDPROGRAMSKEY +active +\\(root\\)")
                .doesNotContain("old+secret");

        assertThat(keys("enable", id).exitCode()).isZero();
        assertThat(keys("list").out()).containsPattern(id + " +active +alice");
        assertThat(keys("delete", id).exitCode()).isZero();
        assertThat(keys("list").out()).doesNotContain(id);

        Tool unknown = keys("disable", id);
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.error()).isEqualTo("There is no access key " + id + ".\n");
    }

    private Tool keys(String... words) {
        List<String> all = new ArrayList<>(List.of("keys"));
        all.addAll(List.of(words));
        all.addAll(List.of("--data", data().toString()));
        return Tool.run(all.toArray(String[]::new));
    }

    private Path data() {
        return directory.resolve("data");
    }
}
