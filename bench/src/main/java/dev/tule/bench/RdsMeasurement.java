package dev.tule.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** DB instances as users ask for them: from the call of CreateDBInstance until it is available. */
final class RdsMeasurement {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    /** The spare copy of the next server's data is made meanwhile; users don't create in a loop. */
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(3);

    private final Main.Rounds rounds;
    private final Path data;

    RdsMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds;
        this.data = scratch.resolve("rds");
    }

    void run(Report report) throws Exception {
        Files.createDirectories(data);
        try (Server tule = Server.tule(data);
                HttpClient client = HttpClient.newHttpClient()) {
            report.columns(
                    "CreateDBInstance until available, ms, " + rounds.count() + " rounds",
                    List.of(
                            "the first, unpacked and initialised",
                            "the next",
                            "with its first backup"));
            for (String engine : List.of("postgres", "mariadb", "mysql")) {
                Api api = new Api(tule, client, engine);
                double[] first = {api.round("first", 0)};
                double[] next = new double[rounds.count()];
                double[] backedUp = new double[rounds.count()];
                for (int i = 0; i < rounds.count(); i++) {
                    next[i] = api.round("next" + i, 0);
                    backedUp[i] = api.round("backed" + i, 1);
                }
                report.row(engine, List.of(first, next, backedUp));
            }
        }
    }

    /** What is sent for an engine's instances. */
    private record Api(Server tule, HttpClient client, String engine) {

        /** Makes an instance and deletes it; the milliseconds until it was available. */
        double round(String name, int retentionDays) throws IOException, InterruptedException {
            String id = name + "-" + engine;
            SignedRequest create =
                    request(
                            "CreateDBInstance",
                            id,
                            "&DBInstanceClass=db.t3.micro&AllocatedStorage=20&Engine=%s&MasterUsername=office&MasterUserPassword=bench-secret&DBName=bench&BackupRetentionPeriod=%d"
                                    .formatted(engine, retentionDays));
            SignedRequest describe = request("DescribeDBInstances", id, "");
            long begin = System.nanoTime();
            HttpResponse<String> created = send(create);
            if (created.statusCode() != 200) {
                throw new IOException(engine + ": " + created.body());
            }
            await(describe, "<DBInstanceStatus>available<");
            double millis = (System.nanoTime() - begin) / 1e6;
            send(request("DeleteDBInstance", id, "&SkipFinalSnapshot=true"));
            await(describe, "DBInstanceNotFound");
            LockSupport.parkNanos(BETWEEN_CALLS.toNanos());
            return millis;
        }

        private SignedRequest request(String action, String id, String further) {
            return SignedRequest.query(
                    tule.http(),
                    "rds",
                    "Action=%s&Version=2014-10-31&DBInstanceIdentifier=%s%s"
                            .formatted(action, id, further));
        }

        private void await(SignedRequest describe, String goal)
                throws IOException, InterruptedException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            String answer = send(describe).body();
            while (!answer.contains(goal)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("not in " + PATIENCE + ": " + answer);
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                answer = send(describe).body();
            }
        }

        private HttpResponse<String> send(SignedRequest signed)
                throws IOException, InterruptedException {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(signed.address())
                            .POST(HttpRequest.BodyPublishers.ofByteArray(signed.body()));
            signed.headers().forEach(request::header);
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
