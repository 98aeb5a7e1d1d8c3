package dev.tule.bench;

import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineOffer;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.EnginesConfig;
import dev.tule.engines.Listening;
import dev.tule.engines.Login;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.StopMode;
import dev.tule.engines.local.LocalEngines;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Database servers: from the call to available, and what it costs to keep sources out. */
final class EngineMeasurement {
    static final Login MASTER = new Login("master", "secret");
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    /** The copy of a template for the next server is made meanwhile. */
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(3);

    private final Main.Rounds rounds;
    private final Path scratch;

    EngineMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds;
        this.scratch = scratch;
    }

    void run(Report report) throws Exception {
        try (LocalEngines engines =
                LocalEngines.open(EnginesConfig.in(scratch), InstantSource.system())) {
            report.columns(
                    "servers, ms, " + rounds.count() + " rounds",
                    List.of("created and available", "started again", "backed up"));
            for (EngineOffer offer : engines.offers()) {
                if (offer.runsHere()) {
                    life(engines, offer.version(), report);
                }
            }
            for (EngineOffer offer : engines.offers()) {
                if (offer.version().kind() == EngineKind.MARIADB) {
                    new EntranceMeasurement(rounds).run(engines, offer.version(), report);
                }
            }
        }
    }

    private void life(LocalEngines engines, EngineVersion version, Report report) {
        int count = rounds.count();
        double[] created = new double[count];
        double[] started = new double[count];
        double[] backedUp = new double[count];
        // The first unpacks and makes the template.
        engines.create(version, spec("first", version), MASTER, "bench").delete();
        for (int i = 0; i < count; i++) {
            LockSupport.parkNanos(BETWEEN_CALLS.toNanos());
            long begin = System.nanoTime();
            DatabaseServer server =
                    engines.create(version, spec("round" + i, version), MASTER, "bench");
            created[i] = (System.nanoTime() - begin) / 1e6;
            server.stop(StopMode.FAST);
            begin = System.nanoTime();
            server.start();
            started[i] = (System.nanoTime() - begin) / 1e6;
            begin = System.nanoTime();
            server.backup(scratch.resolve(server.name() + "-backup"));
            backedUp[i] = (System.nanoTime() - begin) / 1e6;
            server.delete();
        }
        report.row(version.toString(), List.of(created, started, backedUp));
    }

    static ServerSpec spec(String name, EngineVersion version) {
        String unique = name + "-" + version.kind().name().toLowerCase(Locale.ROOT);
        return ServerSpec.of(new ServerName(unique), Listening.at(new InetSocketAddress(HERE, 0)));
    }
}
