package dev.tule.ec2.network.live;

import dev.tule.vnet.dns.UdpUpstream;
import dev.tule.vnet.dns.Upstream;
import dev.tule.vnet.packet.Ipv4Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The name server that this host asks: machines whose networks lead outside ask it as well. */
final class HostNameServer {
    private static final Path CONFIGURATION = Path.of("/etc/resolv.conf");
    private static final int PORT = 53;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private HostNameServer() {}

    /** The first name server with an IPv4 address; none where the host names none. */
    static Upstream upstream() {
        try {
            return parse(Files.readAllLines(CONFIGURATION))
                    .<Upstream>map(
                            server ->
                                    new UdpUpstream(
                                            server,
                                            TIMEOUT,
                                            (from, _) -> LiveNetwork.leadsOutside(from)))
                    .orElse(Upstream.NONE);
        } catch (IOException e) {
            return Upstream.NONE;
        }
    }

    static Optional<InetSocketAddress> parse(List<String> lines) {
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length >= 2 && words[0].equals("nameserver")) {
                try {
                    Ipv4Address server = Ipv4Address.of(words[1]);
                    return Optional.of(new InetSocketAddress(server.toInetAddress(), PORT));
                } catch (IllegalArgumentException e) {
                    // One of IPv6; the next may do.
                }
            }
        }
        return Optional.empty();
    }
}
