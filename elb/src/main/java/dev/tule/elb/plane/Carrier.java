package dev.tule.elb.plane;

import dev.tule.elb.plane.ListenerPlan.Deed;
import dev.tule.http.origin.Wire;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Sends a listener's connections on to its targets. Safe for use by many threads. */
final class Carrier {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final byte[] PROXY = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);

    private final ListenerPlan plan;
    private final Function<String, @Nullable LiveGroup> groups;
    private final FlowTally tally;
    private final RandomGenerator random;

    Carrier(
            ListenerPlan plan,
            Function<String, @Nullable LiveGroup> groups,
            FlowTally tally,
            RandomGenerator random) {
        this.plan = plan;
        this.groups = groups;
        this.tally = tally;
        this.random = random;
    }

    /** How long a connection may be silent. */
    Duration idleTimeout() {
        return plan.settings().idleTimeout();
    }

    /**
     * Carries a connection until its end.
     *
     * @param client whom the target is to hear; over TLS, what it says in clear
     */
    void carry(Flow flow, Socket client) throws IOException {
        tally.begun();
        LiveGroup group = group();
        Optional<LiveTarget> target =
                group == null
                        ? Optional.empty()
                        : group.next(client.getInetAddress().getHostAddress());
        if (group == null || target.isEmpty()) {
            refuse(flow, client);
            return;
        }
        target.get().enter();
        try {
            Wire wire = connected(target.get(), flow, client);
            if (wire != null) {
                switch (group.plan().connections().proxyProtocol()) {
                    case NONE -> {
                        // The client speaks first.
                    }
                    case TEXT -> wire.output().write(proxyLine(client));
                    case BINARY -> wire.output().write(proxyHead(client));
                }
                flow.carry(Wire.of(client), target.get(), wire);
            }
        } finally {
            target.get().leave();
        }
    }

    private @Nullable LiveGroup group() {
        for (ListenerPlan.RulePlan rule : plan.rules()) {
            if (rule.deed() instanceof Deed.Forward forward) {
                String drawn = forward.draw(random);
                return drawn == null ? null : groups.apply(drawn);
            }
        }
        return null;
    }

    /** The client hears a reset, not an end. */
    private static void refuse(Flow flow, Socket client) throws IOException {
        client.setSoLinger(true, 0);
        flow.cut();
    }

    private @Nullable Wire connected(LiveTarget target, Flow flow, Socket client)
            throws IOException {
        try {
            return target.connect(CONNECT);
        } catch (IOException e) {
            tally.noConnection();
            refuse(flow, client);
            return null;
        }
    }

    /** Who the client is, ahead of what it says (The PROXY protocol, section 2.1). */
    private static byte[] proxyLine(Socket client) {
        String from = client.getInetAddress().getHostAddress();
        String to = client.getLocalAddress().getHostAddress();
        return "PROXY TCP%d %s %s %d %d\r\n"
                .formatted(
                        from.indexOf(':') < 0 ? 4 : 6,
                        from,
                        to,
                        client.getPort(),
                        client.getLocalPort())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Who the client is, ahead of what it says (The PROXY protocol, version 2, section 2.2). */
    private static byte[] proxyHead(Socket client) {
        byte[] from = client.getInetAddress().getAddress();
        byte[] to = client.getLocalAddress().getAddress();
        boolean four = from.length == 4 && to.length == 4;
        int length = from.length + to.length + 4;
        return ByteBuffer.allocate(PROXY.length + 4 + length)
                .put(PROXY)
                .put((byte) 0x21)
                .put((byte) (four ? 0x11 : 0x21))
                .putShort((short) length)
                .put(from)
                .put(to)
                .putShort((short) client.getPort())
                .putShort((short) client.getLocalPort())
                .array();
    }
}
