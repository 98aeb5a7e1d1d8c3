package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the user can get wrong is said in one sentence with its remedy, and ends with 2. */
class CommandLineTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "nonsense | Unmatched argument",
                "up --nonsense | Unknown option",
                "up --aws-port x | 'x' is not an int",
                "up --aws-port 70000 | --aws-port 70000 is no port",
                "up --web-port -1 | --web-port -1 is no port",
                "up --aws-port 9000 --web-port 9000 | are both 9000",
                "up --bind no.such.host.invalid | is not an address of this machine",
                "aws-env --shell tcsh | expected one of",
                "demo --readings 0 | --readings must be 1 or more",
            })
    void aWrongCallIsExplainedInASentence(String call, String explanation) {
        Tool tool = Tool.run(call.split(" ", -1));

        assertThat(tool.exitCode()).isEqualTo(2);
        assertThat(tool.error()).containsIgnoringCase(explanation);
        assertThat(tool.error().lines()).hasSize(1);
        assertThat(tool.out()).isEmpty();
    }

    @Test
    void aVariableIsTheDefaultOfItsOption() {
        Tool tool = Tool.run(Map.of("TULE_AWS_PORT", "70000"), "up");

        assertThat(tool.exitCode()).isEqualTo(2);
        assertThat(tool.error()).contains("70000 is no port");
    }

    @Test
    void anOptionWinsOverItsVariable() {
        Tool tool = Tool.run(Map.of("TULE_AWS_PORT", "70000"), "up", "--aws-port", "70001");

        assertThat(tool.error()).contains("70001 is no port");
    }

    @Test
    void anEmptyVariableIsAsIfUnset() {
        Tool tool = Tool.run(Map.of("TULE_AWS_PORT", ""), "up", "--web-port", "70000");

        assertThat(tool.error()).contains("--web-port 70000 is no port");
    }

    @Test
    void halfAKeyIsRefused() {
        Tool tool =
                Tool.run(
                        Map.of("TULE_ROOT_ACCESS_KEY_ID", "AKIAEXAMPLEEXAMPLE00"),
                        "up",
                        "--data",
                        directory.resolve("data").toString());

        assertThat(tool.exitCode()).isEqualTo(2);
        assertThat(tool.error()).contains("go together").doesNotContain("AKIAEXAMPLE");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void anUnknownLogLevelIsRefused() {
        Tool tool = Tool.run(Map.of("TULE_LOG", "loud"), "up", "--data", directory.toString());

        assertThat(tool.exitCode()).isEqualTo(2);
        assertThat(tool.error()).contains("no level 'loud'");
    }

    @Test
    void aDirectoryOfOtherThingsIsNotTakenForData() throws IOException {
        Files.writeString(directory.resolve("letter.txt"), "Dear all");

        Tool tool = Tool.run("up", "--data", directory.toString());

        assertThat(tool.exitCode()).isEqualTo(2);
        assertThat(tool.error())
                .contains(
                        "has files in it and is not a data directory", "letter.txt is in the way");
        assertThat(directory).isDirectoryContaining(file -> file.endsWith("letter.txt"));
    }

    @Test
    void whatATuleYamlNamesMayLieBesideItButNothingOfTheServersNames() throws Exception {
        Files.writeString(
                directory.resolve("tule.yaml"),
                "realms: {r: {roles: {d: {}}, principals: {p: {role: d, ticket: {secret-file: p.ticket}}}}}\n");
        Files.writeString(directory.resolve("p.ticket"), "s3cret");
        Path store = Files.createDirectory(directory.resolve("store"));

        Tool refused = Tool.run("up", "--data", directory.toString());
        assertThat(refused.error()).contains("store is in the way");

        Files.delete(store);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ServerProcess server = ServerProcess.start(directory)) {
            assertThat(server.output()).last().asString().startsWith("Tule is ready");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .as("others may pass to the database servers at most")
                    .matches("rwx--[-x]--[-x]");
        }
    }

    @Test
    void dataOfAnotherFormatIsLeftAlone() throws IOException {
        Files.writeString(directory.resolve("format"), "2\n");

        Tool tool = Tool.run("up", "--data", directory.toString());

        assertThat(tool.exitCode()).isEqualTo(2);
        assertThat(tool.error()).contains("has format 2 and this Tule reads format 1");
    }

    @Test
    void aPortInUseIsNamedWithItsOption() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            Tool tool =
                    Tool.run(
                            "up",
                            "--data",
                            directory.resolve("data").toString(),
                            "--aws-port",
                            "0",
                            "--web-port",
                            port);

            assertThat(tool.exitCode()).isEqualTo(2);
            assertThat(tool.error())
                    .contains("Port " + port + " is in use by another program", "--web-port");
        }
    }

    @Test
    void statusSaysThatNothingRuns() {
        Tool tool = Tool.run("status", "--data", directory.resolve("none").toString());

        assertThat(tool.exitCode()).isEqualTo(3);
        assertThat(tool.out()).startsWith("No server runs on the data in");
    }

    @Test
    void whatACrashLeftIsNotTakenForAServer() throws IOException {
        Files.writeString(
                directory.resolve("running"),
                "process=1\naws=http://127.0.0.1:1\nweb=http://localhost:2\ncontrol=%s\nsince=2026-01-01T00:00:00Z\n"
                        .formatted(directory.resolve("control.sock")));

        assertThat(Tool.run("status", "--data", directory.toString()).exitCode()).isEqualTo(3);
        assertThat(Tool.run("down", "--data", directory.toString()).exitCode()).isZero();
    }

    @Test
    void awsEnvNeedsAFirstStart() {
        Tool tool = Tool.run("aws-env", "--data", directory.resolve("none").toString());

        assertThat(tool.exitCode()).isEqualTo(2);
        assertThat(tool.error()).contains("start the server once with 'tule up'");
    }

    @Test
    void awsEnvPrintsWhatPointsAToolHere() throws IOException {
        Files.writeString(
                directory.resolve("credentials"),
                "[default]\naws_access_key_id = AKIATEST\naws_secret_access_key = it's=secret\n");

        Tool shell = Tool.run("aws-env", "--data", directory.toString());
        Tool fish = Tool.run("aws-env", "--shell", "fish", "--data", directory.toString());
        Tool boto = Tool.run("aws-env", "--boto", "--data", directory.toString());

        assertThat(shell.out())
                .isEqualTo(
                        """
                        export AWS_ENDPOINT_URL='http://127.0.0.1:4566'
                        export AWS_ACCESS_KEY_ID='AKIATEST'
                        export AWS_SECRET_ACCESS_KEY='it'\\''s=secret'
                        export AWS_REGION='us-east-1'
                        export AWS_DEFAULT_REGION='us-east-1'
                        aws() { command aws ${AWS_ENDPOINT_URL:+"--endpoint-url=$AWS_ENDPOINT_URL"} "$@"; }
                        """);
        assertThat(fish.out()).contains("set -gx AWS_SECRET_ACCESS_KEY 'it\\'s=secret'");
        assertThat(boto.out())
                .contains("aws_access_key_id = AKIATEST", "is_secure = False")
                .contains("proxy = 127.0.0.1", "proxy_port = 4566");
    }

    @Test
    void doctorFindsAMissingPortAndSaysWhatToDo() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            Tool tool =
                    Tool.run(
                            "doctor",
                            "--data",
                            directory.toString(),
                            "--aws-port",
                            port,
                            "--web-port",
                            "0");

            assertThat(tool.exitCode()).isEqualTo(1);
            assertThat(tool.out())
                    .containsPattern("problem +AWS APIs +Port " + port + " is in use by another")
                    .containsPattern("ok +Java +25")
                    .containsPattern("Disk sync +[0-9.]+ ms");
        }
    }

    @Test
    void versionNamesTuleAndJava() {
        assertThat(Tool.run("version").out()).matches("Tule \\S+ on Java 25\\S*\\s+");
    }
}
