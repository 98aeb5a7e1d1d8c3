package dev.tule.vnet.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.vnet.tcp.TcpWire.Weather;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whole conversations over a bad network, on a virtual clock, from a seed: {@code
 * -Dvnet.seed=<number>} repeats one, {@code -Dvnet.seeds=<count>} sets how many.
 */
class TcpSimulationTest {
    private static final long HOUR = 3_600_000L;

    @Test
    void everyStreamArrivesCompleteAndInOrder() throws IOException {
        Long only = Long.getLong("vnet.seed");
        int seeds = Integer.getInteger("vnet.seeds", 1_000);
        for (long seed = 0; seed < seeds; seed++) {
            try {
                converse(only == null ? seed : only);
            } catch (IOException | AssertionError e) {
                throw new AssertionError("with -Dvnet.seed=" + (only == null ? seed : only), e);
            }
            if (only != null) {
                return;
            }
        }
    }

    private static void converse(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Weather weather =
                new Weather(
                        random.nextInt(100),
                        random.nextInt(100),
                        random.nextInt(20),
                        random.nextInt(40),
                        random.nextInt(40));
        List<Talker> talkers = new ArrayList<>();
        TcpServices services =
                (address, port) ->
                        connection -> {
                            connection.accept();
                            talkers.add(
                                    new Talker(connection, Talker.data(random, 200_000), random));
                        };
        TcpWire wire = new TcpWire(random, weather, config(random), config(random), services);
        TcpConnection opened =
                wire.client.start(wire.client.prepare(TcpWire.CLIENT, TcpWire.SERVER, 80));
        Talker client = new Talker(opened, Talker.data(random, 200_000), random);
        talkers.add(client);

        long end = wire.now() + HOUR * 1_000_000;
        while (!(talkers.size() == 2 && talkers.stream().allMatch(Talker::isDone))) {
            assertThat(wire.now()).as("the conversation ends").isLessThan(end);
            wire.step(wire.now() + 5_000_000);
            for (Talker talker : talkers) {
                talker.talk();
            }
        }
        Talker server = talkers.get(1);
        assertThat(server.received()).as("what the server read").isEqualTo(client.sent());
        assertThat(client.received()).as("what the client read").isEqualTo(server.sent());

        // Nothing stays behind once the ports have rested.
        wire.pass(HOUR / 4);
        assertThat(wire.client.statistics().connections()).isZero();
        assertThat(wire.server.statistics().connections()).isZero();
        assertThat(wire.server.statistics().opening()).isZero();
        assertThat(wire.inFlight()).isZero();
    }

    /** A window of 256 KiB and a round trip of 2 ms make 131 MB/s at most. */
    @Test
    void aClearNetworkIsFilled() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<TcpConnection> accepted = new ArrayList<>();
        TcpServices services =
                (address, port) ->
                        connection -> {
                            connection.accept();
                            accepted.add(connection);
                        };
        TcpConfig config = TcpConfig.DEFAULT.withBuffers(256 << 10, 256 << 10);
        TcpWire wire = new TcpWire(random, Weather.CLEAR, config, config, services);
        TcpConnection sender =
                wire.client.start(wire.client.prepare(TcpWire.CLIENT, TcpWire.SERVER, 80));
        byte[] chunk = new byte[64 << 10];
        long start = wire.now();
        int received = 0;
        while (received < 20_000_000) {
            sender.write(chunk, 0, chunk.length);
            wire.step(wire.now() + 100_000);
            if (!accepted.isEmpty()) {
                received += Math.max(0, accepted.getFirst().read(chunk, 0, chunk.length));
            }
        }
        double seconds = (wire.now() - start) / 1e9;
        assertThat(received / seconds / 1e6).as("MB/s").isGreaterThan(90);
        assertThat(wire.client.statistics().retransmissions()).isZero();
    }

    @Test
    void connectionsBesideManyHaveAQuarterOfTheBuffers() throws IOException {
        TcpConfig config = TcpConfig.DEFAULT;
        TcpServices nobody = (address, port) -> null;
        TcpWire wire = new TcpWire(new SplittableRandom(1), Weather.CLEAR, config, config, nobody);
        byte[] much = new byte[2 << 20];
        for (int i = 0; i <= config.mostRoomy(); i++) {
            TcpConnection made =
                    wire.client.start(wire.client.prepare(TcpWire.CLIENT, TcpWire.SERVER, 80));

            assertThat(made.write(much, 0, much.length))
                    .as("connection " + i)
                    .isEqualTo(i < config.mostRoomy() ? 1 << 20 : 256 << 10);
        }
    }

    private static TcpConfig config(SplittableRandom random) {
        return TcpConfig.DEFAULT.withBuffers(
                4_096 << random.nextInt(7), 4_096 << random.nextInt(7));
    }
}
