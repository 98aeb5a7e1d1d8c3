package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * boto 2.49 on Python 3, and on Python 2 (Jython). The programs of the lecture, with keys, names
 * and paths filled in, are sent here by the boto.cfg that {@code tule aws-env --boto} prints.
 */
@ExtendWith(WithTule.class)
class BotoTest {
    private static final String READINGS = "time,celsius\n2010-01-01T00:00,8.4\n".repeat(1000);

    @TempDir static Path work;

    @BeforeAll
    static void lectureKeyBucketAndFile(Tule tule) throws IOException {
        tule.tool("keys", "import", "LECTUREACCESSKEY", "lecture/secret+access/key");
        Files.writeString(work.resolve("boto.cfg"), tule.tool("aws-env", "--boto"));
        Files.writeString(work.resolve("readings.csv"), READINGS);
        try (S3Client s3 = Sdk.s3(tule)) {
            s3.createBucket(b -> b.bucket("mybucket"));
        }
    }

    @Test
    void theLecturesS3ProgramUploadsItsFile(Tule tule) {
        String printed = boto(Program.python("lecture/s3_upload.py")).run();

        assertThat(printed.lines()).hasSizeGreaterThan(1).containsOnly(".");
        assertThat(object(tule, "sensors/readings.csv")).isEqualTo(READINGS);
    }

    @Test
    void theLecturesDynamoDbProgramCreatesItsTable(Tule tule) {
        boto(Program.python("lecture/dynamodb_table.py")).run();

        TableDescription table = table(tule, "my-test-table");
        assertThat(table.keySchema())
                .extracting(k -> k.attributeName() + " " + k.keyTypeAsString())
                .containsExactly("msgid HASH", "date RANGE");
        assertThat(table.provisionedThroughput().readCapacityUnits()).isEqualTo(1);
    }

    @Test
    void thePython2ProgramUploadsItsFile(Tule tule) throws IOException {
        String printed = boto(python2("python2/s3_upload.py")).run();

        assertThat(printed).contains("uploaded python2/readings.csv");
        assertThat(object(tule, "python2/readings.csv")).isEqualTo(READINGS);
    }

    @Test
    void thePython2ProgramCreatesItsTableAndReadsWhatItWrote(Tule tule) throws IOException {
        String printed = boto(python2("python2/dynamodb_table.py")).run();

        assertThat(printed).contains("Read back 47");
        assertThat(table(tule, "python2-table").tableStatusAsString()).isEqualTo("ACTIVE");
    }

    @Test
    void boto2MakesARoundTrip() {
        assertThat(boto(Program.python("boto2_round_trip.py")).run())
                .contains("made its round trip");
    }

    @Test
    void boto2LaysANetwork() {
        assertThat(boto(Program.python("boto2_network.py")).run()).contains("laid a network");
    }

    private static Program boto(Program program) {
        return program.in(work).under(Map.of("BOTO_CONFIG", work.resolve("boto.cfg").toString()));
    }

    private static String object(Tule tule, String key) {
        try (S3Client s3 = Sdk.s3(tule)) {
            return s3.getObjectAsBytes(b -> b.bucket("mybucket").key(key)).asUtf8String();
        }
    }

    private static TableDescription table(Tule tule, String name) {
        try (DynamoDbClient dynamodb = Sdk.dynamodb(tule)) {
            return dynamodb.describeTable(b -> b.tableName(name)).table();
        }
    }

    /** A program for Python 2, by Jython, with a boto that Python 2 can import. */
    private static Program python2(String program) throws IOException {
        Path library = work.resolve("python2");
        if (!Files.exists(library)) {
            Path debian = Path.of("/usr/lib/python3/dist-packages");
            copy(debian.resolve("boto"), library.resolve("boto"));
            Files.copy(debian.resolve("six.py"), library.resolve("six.py"));
            // In Python 3 a folder is a package by itself; in Python 2 it needs this file.
            Files.createFile(library.resolve("boto/vendored/__init__.py"));
        }
        return Program.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dpython.cachedir.skip=true",
                "-cp",
                Path.of(
                                org.python
                                        .util
                                        .jython
                                        .class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .getPath())
                        .toString(),
                "org.python.util.jython",
                Program.source("python2/run.py").toString(),
                library.toString(),
                Program.source(program).toString());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.filter(p -> !p.toString().contains("__pycache__")).toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                if (!Files.isDirectory(path) && !Files.exists(target)) {
                    Files.copy(path, target);
                }
            }
        }
    }
}
