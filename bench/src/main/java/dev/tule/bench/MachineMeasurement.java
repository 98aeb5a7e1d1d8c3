package dev.tule.bench;

import dev.tule.bench.Machines.Instance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Machines of EC2: from RunInstances to a command that has run in them by SSH, one and many at
 * once, by booting and from a template; what a machine that rests takes of the host's memory; and
 * the user-space network beside QEMU's own.
 */
final class MachineMeasurement {
    private static final List<Integer> AT_ONCE = List.of(1, 8, 10);

    /** A machine settles, and the last template is made. */
    private static final long REST_SECONDS = 20;

    private final Main.Rounds rounds;
    private final Path scratch;

    MachineMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds;
        this.scratch = scratch;
    }

    void run(Report report) throws Exception {
        report.columns(
                "EC2, " + Machines.TYPE + " of the tiny image, " + rounds.count() + " rounds",
                List.of(
                        "RunInstances to SSH, ms",
                        "eight at once, ms",
                        "ten at once, ms",
                        "memory of each of ten that rest, MB"));
        launches(report, "by booting", false);
        launches(report, "from a template", true);
        new NetworkMeasurement(rounds, scratch.resolve("network")).run(report);
    }

    private void launches(Report report, String how, boolean templates) throws Exception {
        try (Machines machines = Machines.start(scratch.resolve(how), templates)) {
            if (templates) {
                // The first boots, and has the template made that all others come from.
                toSsh(machines, 1);
                machines.awaitTemplate();
                machines.terminateAll();
            }
            List<double[]> columns = new ArrayList<>();
            double megabytes = 0;
            for (int count : AT_ONCE) {
                double[] millis = new double[rounds.count()];
                for (int round = 0; round < rounds.count(); round++) {
                    report.progress("%d at once %s, round %d", count, how, round + 1);
                    millis[round] = toSsh(machines, count);
                    if (count == AT_ONCE.getLast() && round == rounds.count() - 1) {
                        LockSupport.parkNanos(REST_SECONDS * 1_000_000_000L);
                        megabytes = machines.residentBytes() / 1e6 / count;
                    }
                    machines.terminateAll();
                }
                columns.add(millis);
            }
            columns.add(new double[] {megabytes});
            report.row(how, columns);
        }
    }

    /** One call for so many machines, until a command has run in the last of them. */
    private static double toSsh(Machines machines, int count) throws Exception {
        long begin = System.nanoTime();
        List<Instance> launched = machines.launch(count, "");
        List<Future<String>> logins = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Instance instance : launched) {
                logins.add(people.submit(() -> machines.untilLoggedIn(instance, "true")));
            }
        }
        for (Future<String> login : logins) {
            login.get();
        }
        return (System.nanoTime() - begin) / 1e6;
    }
}
