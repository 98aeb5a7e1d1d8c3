package dev.tule.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * From the command to the first answer on the AWS port, and memory once idle; DynamoDB Local beside
 * it.
 */
final class StartMeasurement {
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private final Main.Rounds rounds;
    private final Path scratch;

    StartMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds;
        this.scratch = scratch;
    }

    void run(Report report) throws Exception {
        int count = rounds.count();
        double[] ourMillis = new double[count];
        double[] uncachedMillis = new double[count];
        double[] theirMillis = new double[count];
        double[] ourMebibytes = new double[count];
        double[] theirMebibytes = new double[count];
        String peer = "";
        // One unmeasured start each: the file cache, and what a first start prepares for later
        // ones.
        Path data = scratch.resolve("tule");
        Server.tule(data).close();
        Server.dynamoDbLocal(folder("warm")).close();
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            try (Server tule = Server.tule(data)) {
                ourMillis[i] = (System.nanoTime() - begin) / 1e6;
                LockSupport.parkNanos(SETTLE.toNanos());
                ourMebibytes[i] = tule.residentMebibytes();
            }
            begin = System.nanoTime();
            try (Server _ = Server.tuleWithoutCache(data)) {
                uncachedMillis[i] = (System.nanoTime() - begin) / 1e6;
            }
            begin = System.nanoTime();
            try (Server local = Server.dynamoDbLocal(folder("peer" + i))) {
                theirMillis[i] = (System.nanoTime() - begin) / 1e6;
                LockSupport.parkNanos(SETTLE.toNanos());
                theirMebibytes[i] = local.residentMebibytes();
                peer = local.name();
            }
        }
        report.heading(peer, "start, " + count + " rounds");
        report.line("command to first answer, ms", ourMillis, theirMillis);
        report.line("the same, Tule without its AOT cache, ms", uncachedMillis, theirMillis);
        report.line("resident when idle, MiB", ourMebibytes, theirMebibytes);
    }

    private Path folder(String name) throws java.io.IOException {
        return Files.createDirectories(scratch.resolve(name));
    }
}
