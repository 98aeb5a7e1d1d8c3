package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * boto 2.49 on Python 3, and on Python 2 (Jython). The programs of the lecture, with keys, names
 * and paths filled in, are sent here by the boto.cfg that {@code tule aws-env --boto} prints.
 */
@ExtendWith(WithTule.class)
class BotoTest {
    private static final String READINGS = "time,celsius\n2010-01-01T00:00,8.4\n".repeat(1000);

    private static final Duration SHORTLY = Duration.ofMillis(200);

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
    void theLecturesEc2ProgramLaunchesAMachineThatItsKeyOpens(Tule tule) throws IOException {
        try (Ec2Client ec2 = Sdk.ec2(tule)) {
            Path key = work.resolve("mykey.pem");
            Files.createFile(
                    key,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, ec2.createKeyPair(k -> k.keyName("mykey")).keyMaterial());
            ec2.authorizeSecurityGroupIngress(
                    a ->
                            a.groupName("default")
                                    .ipProtocol("tcp")
                                    .fromPort(22)
                                    .toPort(22)
                                    .cidrIp("0.0.0.0/0"));

            boto(Program.python("lecture/ec2_instance.py")).run();

            Instance launched = withKey(ec2, "mykey");
            ec2.waiter()
                    .waitUntilInstanceRunning(
                            d -> d.instanceIds(launched.instanceId()),
                            w ->
                                    w.backoffStrategyV2(
                                            BackoffStrategy.fixedDelayWithoutJitter(SHORTLY)));
            String address = withKey(ec2, "mykey").publicIpAddress();
            String kernel = Program.shell("login.sh", key.toString(), address, "uname", "-s").run();
            ec2.terminateInstances(t -> t.instanceIds(launched.instanceId()));
            assertThat(kernel).isEqualToIgnoringNewLines("Linux");
            assertThat(launched.imageId()).isEqualTo("ami-d0f89fb9");
            assertThat(launched.instanceTypeAsString()).isEqualTo("t1.micro");
        }
    }

    private static Instance withKey(Ec2Client ec2, String name) {
        return ec2
                .describeInstancesPaginator(
                        d -> d.filters(Filter.builder().name("key-name").values(name).build()))
                .reservations()
                .stream()
                .flatMap(launch -> launch.instances().stream())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void boto2RunsAMachine(@TempDir Path keys) {
        assertThat(boto(Program.python("boto2_machine.py", keys.toString())).run())
                .contains("ran a machine");
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

    @Test
    void boto2KeepsAGroupOfMachinesBehindALoadBalancer() {
        assertThat(boto(Program.python("boto2_balancing.py")).run()).contains("balanced a page");
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
