package dev.tule.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs the measurements named as arguments ({@code start}, {@code dynamodb}, {@code s3}, {@code
 * wamp}, {@code engines}, {@code mtv}, {@code runserver}, {@code ec2}, {@code elb}); all of them
 * without arguments. {@code --quick} makes rounds short: to see that it works, not to quote.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Set<String> named = new LinkedHashSet<>(List.of(arguments));
        boolean quick = named.remove("--quick");
        if (named.isEmpty()) {
            named.addAll(
                    List.of(
                            "start",
                            "dynamodb",
                            "s3",
                            "wamp",
                            "engines",
                            "mtv",
                            "runserver",
                            "ec2",
                            "elb"));
        }
        Rounds rounds = quick ? new Rounds(1, 2) : new Rounds(3, 5);
        Report report = new Report(System.out, System.err);
        Path scratch = Files.createTempDirectory("tule-bench");
        try {
            for (String name : named) {
                Path folder = Files.createDirectories(scratch.resolve(name));
                switch (name) {
                    case "start" -> new StartMeasurement(rounds, folder).run(report);
                    case "dynamodb" -> new DynamoDbMeasurement(rounds, folder).run(report);
                    case "s3" -> new S3Measurement(rounds, folder).run(report);
                    case "wamp" -> {
                        new SocketMeasurement(rounds).run(report);
                        new WampMeasurement(rounds, folder).run(report);
                        new AuthorisationMeasurement(rounds, folder).run(report);
                        new CoresMeasurement(rounds, folder).run(report);
                    }
                    case "engines" -> {
                        letOthersPass(scratch, folder);
                        new RdsMeasurement(rounds, folder).run(report);
                        new EngineMeasurement(rounds, folder).run(report);
                    }
                    case "mtv" -> {
                        letOthersPass(scratch, folder);
                        new PagesMeasurement(rounds, folder).run(report);
                    }
                    case "runserver" -> new RunserverMeasurement(rounds, folder).run(report);
                    case "ec2" -> new MachineMeasurement(rounds, folder).run(report);
                    case "elb" -> new BalancerMeasurement(rounds, folder).run(report);
                    default ->
                            throw new IllegalArgumentException(
                                    name
                                            + " is none of start, dynamodb, s3, wamp, engines, mtv, runserver, ec2, elb");
                }
            }
        } finally {
            delete(scratch);
        }
    }

    /** As root, database servers run as another user, who has to get to their files. */
    private static void letOthersPass(Path... folders) throws IOException {
        for (Path folder : folders) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    /** How often, and how long each time, the two take turns. */
    record Rounds(int count, int seconds) {
        Rounds ofAtMost(int limit) {
            return new Rounds(count, Math.min(seconds, limit));
        }

        @Override
        public String toString() {
            return count + " x " + seconds + " s";
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
