package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a source tree and with JDKs and a Maven that are made up. */
class LauncherTest {
    @TempDir private Path directory;

    private Path home;

    @BeforeEach
    void makeASourceTree() throws IOException {
        home = Files.createDirectories(directory.resolve("a tree with spaces"));
        Files.copy(Path.of("..", "tule"), home.resolve("tule"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Path source = Files.createDirectories(home.resolve("server/src/main/java"));
        Files.writeString(source.resolve("Main.java"), "class Main {}");
        script(
                directory.resolve("bin/mvn"),
                """
                echo "mvn with $JAVA_HOME" "$@" >&2
                mkdir -p server/target/tule
                """);
    }

    @Test
    void withoutANewJavaItSaysWhatToInstall() throws Exception {
        Path old = jdk("17", "17.0.15");

        Outcome outcome = tule(Map.of("JAVA_HOME", old.toString()), "java-home");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.error().lines())
                .singleElement()
                .asString()
                .startsWith("Tule needs a JDK 25 or newer and found none: install one");
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws Exception {
        Path old = jdk("17", "17.0.15");
        Path fit = jdk("25", "25.0.3");

        Outcome outcome =
                tule(
                        Map.of("JAVA_HOME", old.toString(), "TULE_JAVA_DIRS", old + ":" + fit),
                        "java-home");

        assertThat(outcome.out()).isEqualTo(fit + "\n");
    }

    @Test
    void anOldJavaOnThePathIsNeverRun() throws Exception {
        Path old = jdk("17", "17.0.15");
        Path fit = jdk("25", "25.0.3");
        script(directory.resolve("bin/java"), "echo 'the old java ran' >&2; exit 1\n");

        Outcome outcome =
                tule(
                        Map.of("JAVA_HOME", old.toString(), "TULE_JAVA_DIRS", fit.toString()),
                        "version");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.error())
                .contains("mvn with " + fit)
                .doesNotContain("the old java ran", old.toString());
        assertThat(outcome.out()).endsWith("[version]\n");
    }

    @Test
    void javaHomeIsTakenIfItIsNewEnough() throws Exception {
        Path newer = jdk("26", "26");
        Path fit = jdk("25", "25.0.3");

        Outcome outcome =
                tule(
                        Map.of("JAVA_HOME", newer.toString(), "TULE_JAVA_DIRS", fit.toString()),
                        "java-home");

        assertThat(outcome.out()).isEqualTo(newer + "\n");
    }

    @Test
    void ofThoseFoundTheReleaseThatTuleIsBuiltForWins() throws Exception {
        Path newer = jdk("26", "26");
        Path fit = jdk("25", "25.0.3");

        Outcome outcome = tule(Map.of("TULE_JAVA_DIRS", newer + ":" + fit), "java-home");

        assertThat(outcome.out()).isEqualTo(fit + "\n");
    }

    @Test
    void aWrongTuleJavaHomeIsNotReplacedInSilence() throws Exception {
        Path old = jdk("17", "17.0.15");
        Path fit = jdk("25", "25.0.3");

        Outcome outcome =
                tule(
                        Map.of(
                                "TULE_JAVA_HOME", old.toString(),
                                "TULE_JAVA_DIRS", fit.toString()),
                        "java-home");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.error()).startsWith("TULE_JAVA_HOME is " + old);
    }

    @Test
    void itBuildsOnceAndHandsEveryArgumentOn() throws Exception {
        Map<String, String> java = Map.of("TULE_JAVA_HOME", jdk("25", "25.0.3").toString());

        Outcome first = tule(java, "up", "--data", "my data");
        Outcome second = tule(java, "up", "--data", "my data");

        assertThat(first.error())
                .contains("Building Tule (first time only")
                .contains("mvn with " + directory.resolve("25"));
        assertThat(first.out()).endsWith("[up][--data][my data]\n");
        assertThat(second.error()).isEmpty();
        assertThat(second.out()).isEqualTo(first.out());
    }

    @Test
    void whatWasBuiltWithoutTheChecksIsCompiledAgainForTheTests() throws Exception {
        Map<String, String> java = Map.of("TULE_JAVA_HOME", jdk("25", "25.0.3").toString());
        Path classes = home.resolve("server/target/classes");

        Outcome first = tule(java, "version");
        Files.createDirectories(classes);
        tule(java, "test");
        boolean kept = Files.exists(classes);
        Files.createDirectories(classes);
        Outcome second = tule(java, "test", "-Dtest=OneTest");

        assertThat(first.error()).contains("-Dtule.unchecked");
        assertThat(kept).isFalse();
        assertThat(classes).exists();
        assertThat(second.error()).contains("-Dtest=OneTest").doesNotContain("unchecked");
    }

    @Test
    void theEndOfTheTestsTellsWhatFailedAndWhatWavered() throws Exception {
        Path reports = Files.createDirectories(home.resolve("one/target/surefire-reports"));
        Files.writeString(reports.resolve("TEST-old.xml"), report("error", "old", "long ago"));
        script(
                directory.resolve("bin/mvn"),
                """
                sleep 0.1
                cat >one/target/surefire-reports/TEST-new.xml <<'END'
                %s%s
                END
                exit 1
                """
                        .formatted(
                                report("failure", "breaks", "expected: 1\n\tat Here.java"),
                                report("flakyFailure", "wavers", "expected: 2")));

        Outcome outcome = tule(Map.of("TULE_JAVA_HOME", jdk("25", "25.0.3").toString()), "test");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.error())
                .isEqualTo(
                        """
                        Failed: dev.tule.ATest.breaks
                            expected: 1
                            \tat Here.java
                        Passed only when run a second time, which is a fault to be found:
                        dev.tule.ATest.wavers
                        """);
    }

    private static String report(String outcome, String test, String text) {
        return """
               <testcase name="%2$s" classname="dev.tule.ATest" time="0.1">
                 <%1$s message="m" type="x"><![CDATA[%3$s]]></%1$s>
               </testcase>
               """
                .formatted(outcome, test, text);
    }

    @Test
    void aNewerSourceIsBuiltAgain() throws Exception {
        Map<String, String> java = Map.of("TULE_JAVA_HOME", jdk("25", "25.0.3").toString());
        tule(java, "version");

        Files.setLastModifiedTime(
                home.resolve("server/src/main/java/Main.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(tule(java, "version").error())
                .contains("Building Tule again, because its sources have changed");
    }

    @Test
    void optionsOfTheUserComeAfterItsOwn() throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("TULE_JAVA_HOME", jdk("25", "25.0.3").toString());
        environment.put("TULE_JAVA_OPTS", "-Xmx4g -Dx=y");

        assertThat(tule(environment, "version").out())
                .containsPattern("java.options].*\\[-Xmx4g]\\[-Dx=y]");
    }

    @Test
    void commandsThatADeveloperWaitsForDoWithoutTheSecondCompiler() throws Exception {
        Map<String, String> java = Map.of("TULE_JAVA_HOME", jdk("25", "25.0.3").toString());

        assertThat(tule(java, "runserver", "8001").out()).contains("[-XX:TieredStopAtLevel=1]");
        assertThat(tule(java, "up").out()).doesNotContain("TieredStopAtLevel");
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        Files.delete(directory.resolve("bin/mvn"));

        Outcome outcome = tule(Map.of("TULE_JAVA_HOME", jdk("25", "25.0.3").toString()), "version");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.error()).contains("there is no mvn on the PATH: install it");
    }

    /** How a call ended. */
    private record Outcome(int exitCode, String out, String error) {}

    private Outcome tule(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("tule").toString()));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path error = directory.resolve("error");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(error.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("JAVA_HOME|TULE_.*"));
        builder.environment().put("PATH", directory.resolve("bin") + ":" + tools());
        builder.environment().put("TULE_JAVA_DIRS", directory.resolve("nothing").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(error, StandardCharsets.UTF_8)
                        .replaceAll("(Built|Recorded) in .*\n", ""));
    }

    /** The system's tools without its Maven. */
    private Path tools() throws IOException {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String name :
                List.of(
                        "bash",
                        "env",
                        "sed",
                        "dirname",
                        "readlink",
                        "find",
                        "sort",
                        "awk",
                        "sleep",
                        "head",
                        "mkdir",
                        "rm",
                        "mktemp",
                        "touch",
                        "cat")) {
            Path link = tools.resolve(name);
            for (String folder : List.of("/usr/bin", "/bin")) {
                Path tool = Path.of(folder, name);
                if (Files.exists(tool) && !Files.exists(link)) {
                    Files.createSymbolicLink(link, tool);
                }
            }
        }
        return tools;
    }

    /** A JDK whose java prints its arguments. */
    private Path jdk(String name, String version) throws IOException {
        Path jdk = directory.resolve(name);
        script(jdk.resolve("bin/java"), "printf '[%s]' \"$@\"; echo\n");
        script(jdk.resolve("bin/javac"), "exit 1\n");
        Files.writeString(
                jdk.resolve("release"),
                "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    private static void script(Path file, String lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + lines);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
