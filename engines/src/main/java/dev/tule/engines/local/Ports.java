package dev.tule.engines.local;

import dev.tule.engines.Listening;
import dev.tule.engines.SourceRange;
import dev.tule.engines.engine.Engine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Which ports a server takes: its own, and one behind a relay where it needs that. */
final class Ports {

    private static final InetAddress THIS_HOST = InetAddress.ofLiteral("127.0.0.1");
    private static final SourceRange LOOPBACK = SourceRange.parse("127.0.0.0/8");

    private Ports() {}

    /** The record with this listening, a port found where 0 was asked for. */
    static ServerRecord assign(ServerRecord record, Listening wanted, House house) {
        Engine engine = house.engine(record.version().kind());
        InetSocketAddress address = wanted.address();
        Listening listening = wanted;
        if (address.getPort() == 0) {
            InetSocketAddress old = record.spec().listening().address();
            boolean keeps = old.getAddress().equals(address.getAddress()) && old.getPort() != 0;
            listening =
                    wanted.withPort(
                            keeps ? old.getPort() : ServerLife.freePort(address.getAddress()));
        }
        boolean behindFront = listening.tokenUsers() != null;
        boolean wasBehindFront = record.spec().listening().tokenUsers() != null;
        int inner = behindFront || !wasBehindFront ? record.innerPort() : 0;
        if (!behindFront && engine.guardsSources()) {
            inner = 0;
        } else if (inner == 0 && (behindFront || needsRelay(listening, house))) {
            inner = ServerLife.freePort(THIS_HOST);
        }
        return record.withSpec(record.spec().withListening(listening)).withInnerPort(inner);
    }

    /** A filter would keep us out of a server that this host's clients may not reach, too. */
    private static boolean needsRelay(Listening listening, House house) {
        boolean admitsUs = listening.sources().stream().anyMatch(each -> each.contains(THIS_HOST));
        return isNarrowed(listening) && !(admitsUs && house.filters().arePossible());
    }

    /** Whether somebody could reach the address who is not among the sources. */
    static boolean isNarrowed(Listening listening) {
        List<SourceRange> sources = listening.sources();
        if (sources.contains(SourceRange.ANY_IPV4) && sources.contains(SourceRange.ANY_IPV6)) {
            return false;
        }
        InetAddress address = listening.address().getAddress();
        boolean fourOnly = address.getAddress().length == 4;
        if (fourOnly && sources.contains(SourceRange.ANY_IPV4)) {
            return false;
        }
        // Only this host's loopback addresses reach a loopback address.
        return !(LOOPBACK.contains(address) && sources.contains(LOOPBACK));
    }
}
