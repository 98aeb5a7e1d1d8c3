package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tule up --detach}: a server that outlives the command that started it. */
class BackgroundTest {
    private static final Pattern PROCESS = Pattern.compile("as process (\\d+); its log is (.+?);");

    @TempDir private Path directory;

    @AfterEach
    void stopWhatATestLeftRunning() {
        tool("down");
    }

    @Test
    void itStartsIsFoundAndStops() throws Exception {
        Outcome up = detach("0");

        assertThat(up.exitCode()).as(up.out()).isZero();
        assertThat(up.out())
                .contains("The administrator's key is in " + data().resolve("credentials"))
                .contains("Tule is ready: AWS APIs http://127.0.0.1:")
                .doesNotContain("AWS_SECRET_ACCESS_KEY");
        Matcher said = PROCESS.matcher(up.out());
        assertThat(said.find()).as(up.out()).isTrue();
        ProcessHandle server = ProcessHandle.of(Long.parseLong(said.group(1))).orElseThrow();
        assertThat(tool("status").out()).contains("as process " + server.pid());

        assertThat(tool("down").out()).isEqualTo("Tule has stopped.\n");

        assertThat(server.isAlive()).isFalse();
        assertThat(tool("status").exitCode()).isEqualTo(3);
        assertThat(Files.readAllLines(Path.of(said.group(2))))
                .last()
                .isEqualTo("Tule has stopped.");
    }

    @Test
    void whyItDidNotStartIsSaid() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            Outcome up = detach(port);

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.out())
                    .contains("Tule did not start: Port " + port + " is in use")
                    .doesNotContain("Tule is ready");
            assertThat(tool("status").exitCode()).isEqualTo(3);
        }
    }

    @Test
    void aSecondOneOnTheSameDataIsRefusedAtOnce() throws Exception {
        try (ServerProcess first = ServerProcess.start(data())) {
            Outcome up = detach("0");

            assertThat(up.exitCode()).isEqualTo(2);
            assertThat(up.out()).contains("Tule already runs", "process " + first.pid());
        }
    }

    /** How the command ended, with everything it printed. */
    private record Outcome(int exitCode, String out) {}

    private Outcome detach(String webPort) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(ServerProcess.java());
        line.add(1, "-Dtule.launcher=" + launcher());
        line.addAll(List.of("up", "--detach", "--data", data().toString()));
        line.addAll(List.of("--aws-port", "0", "--web-port", webPort));
        Path out = directory.resolve("out");
        Process command =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        assertThat(command.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return new Outcome(command.exitValue(), Files.readString(out));
    }

    /** In the place of {@code ./tule}: runs Tule with this test's classes. */
    private Path launcher() throws IOException {
        Path launcher = directory.resolve("tule");
        String java = "'" + String.join("' '", ServerProcess.java()) + "'";
        Files.writeString(launcher, "#!/bin/sh\nexec " + java + " \"$@\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        return launcher;
    }

    private Tool tool(String command) {
        return Tool.run(command, "--data", data().toString());
    }

    private Path data() {
        return directory.resolve("data");
    }
}
