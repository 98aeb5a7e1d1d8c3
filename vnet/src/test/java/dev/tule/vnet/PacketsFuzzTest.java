package dev.tule.vnet;

import static dev.tule.vnet.packet.TcpHeader.SYN;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tule.vnet.dns.DnsAnswer;
import dev.tule.vnet.dns.Resolver;
import dev.tule.vnet.dns.Upstream;
import dev.tule.vnet.packet.Bytes;
import dev.tule.vnet.packet.Checksum;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Machines may send what they like: nothing is thrown. Run over noise and over damaged frames from
 * a seed ({@code -Dvnet.seed=<number>}), over Jazzer's corpus in every build, and with {@code
 * JAZZER_FUZZ=1} over new inputs.
 */
class PacketsFuzzTest {
    private static final Laboratory LAB = new Laboratory();
    private static final FakeMachine A = LAB.machine("10.0.0.10", LAB.open());
    private static final FakeMachine B = LAB.machine("10.0.0.11", LAB.open());

    static {
        new Resolver(
                        (question, from) ->
                                new DnsAnswer.Addresses(List.of(Ipv4Address.of("10.0.0.10"))),
                        Upstream.NONE)
                .serve(LAB.vpc);
        LAB.vpc.serveTcp(
                Ipv4Address.of("169.254.169.254"), 80, (from, connection) -> connection.accept());
        LAB.routes.replaceRoutes(
                List.of(
                        new Route(LAB.vpc.range(), Route.LOCAL),
                        new Route(Cidr.ANY, new Route.InternetGateway("igw"))));
        LAB.fabric
                .elasticAddresses()
                .associate(Ipv4Address.of("54.0.0.1"), A.eni, Ipv4Address.of(A.address));
        LAB.fabric
                .elasticAddresses()
                .associate(Ipv4Address.of("54.0.0.2"), B.eni, Ipv4Address.of(B.address));
    }

    private static final List<byte[]> FRAMES =
            List.of(
                    Frames.arp(1, A.address, B.address),
                    Frames.echo(A.address, B.address),
                    Frames.icmp(A.address, B.address, 3, 1, 0),
                    Frames.tcp(A.address, 1, B.address, 80, SYN, 40),
                    Frames.tcp(A.address, 1, "169.254.169.254", 80, SYN, 40),
                    Frames.tcp(A.address, 1, "54.0.0.2", 80, SYN),
                    Frames.udp(A.address, 1, "10.0.0.2", 53, 40),
                    Frames.udp(A.address, 1, "54.0.0.2", 53, 40),
                    Frames.udp("0.0.0.0", 68, "255.255.255.255", 67, 300),
                    Frames.fragment(Frames.udp(A.address, 1, B.address, 2, 64), 0x2000));

    @FuzzTest
    void anyFrameIsTakenOrDropped(byte[] bytes) {
        if (bytes.length < 9_000) {
            A.sendAsIs(bytes);
            B.frames();
            A.frames();
        }
    }

    @Test
    void damagedFramesAreTakenOrDropped() {
        long seed = Long.getLong("vnet.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        try {
            for (int i = 0; i < 100_000; i++) {
                byte[] frame = FRAMES.get(random.nextInt(FRAMES.size())).clone();
                for (int n = random.nextInt(4); n > 0; n--) {
                    frame[12 + random.nextInt(frame.length - 12)] = (byte) random.nextInt();
                }
                int length = random.nextInt(8) == 0 ? random.nextInt(frame.length) : frame.length;
                repairHeader(frame, length);
                anyFrameIsTakenOrDropped(java.util.Arrays.copyOf(frame, length));
            }
        } catch (RuntimeException e) {
            throw new AssertionError("with -Dvnet.seed=" + seed, e);
        }
    }

    /** Most damage would be noticed by the header's checksum, and nothing behind it be tried. */
    private static void repairHeader(byte[] frame, int length) {
        int bytes = (frame[14] & 15) * 4;
        if (length >= 14 + bytes && bytes >= 20) {
            frame[24] = 0;
            frame[25] = 0;
            int checksum = Checksum.finish(Checksum.sum(frame, 14, bytes, 0));
            Bytes.put16(frame, 24, checksum);
        }
    }
}
