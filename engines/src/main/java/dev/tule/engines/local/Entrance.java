package dev.tule.engines.local;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.Listening;
import dev.tule.engines.ServerCertificate;
import dev.tule.engines.SourceRange;
import dev.tule.engines.engine.Role;
import dev.tule.engines.filter.SourceFilter;
import dev.tule.engines.process.ServerProcess;
import dev.tule.engines.relay.Doorway;
import dev.tule.engines.relay.Relay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What keeps others out of a server that can't do it by itself: a filter of the kernel, a relay, or
 * the front that takes tokens. The server's turn is held by those who call.
 */
final class Entrance {

    private final House house;
    private final LocalServer server;
    private volatile @Nullable Doorway doorway;

    Entrance(House house, LocalServer server) {
        this.house = house;
        this.server = server;
    }

    private Listening listening() {
        return server.spec().listening();
    }

    private boolean standsApart() {
        return server.record().innerPort() != 0;
    }

    /** Waits until the server listens by itself, and has the kernel filter where that is needed. */
    void guard() throws InterruptedException {
        boolean open = server.engine().guardsSources() || !Ports.isNarrowed(listening());
        ServerProcess process = server.process().orElse(null);
        if (standsApart() || open || doorway != null || process == null) {
            return;
        }
        try {
            doorway =
                    SourceFilter.open(
                                    process.identity().pid(),
                                    server.address(),
                                    admitted(),
                                    process::isAlive)
                            .orElse(null);
        } catch (IOException e) {
            throw new EngineException(
                    Reason.NOT_FOR_THIS_HOST, "the kernel does not filter: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw tooMany(e);
        }
    }

    /** Lets clients in, to a server that answers. */
    void open() throws IOException {
        if (!standsApart()) {
            if (doorway != null) {
                sendStrangersAway();
            }
            return;
        }
        if (doorway != null) {
            return;
        }
        ServerCertificate certificate = listening().certificate();
        if (listening().tokenUsers() == null || certificate == null) {
            doorway = Relay.open(server.address(), server.record().inner(), listening().sources());
            return;
        }
        prepareTokens();
        Doorway front =
                server.engine()
                        .openFront(server.setup(), certificate, new ServerTokens(server, house));
        front.allow(listening().sources());
        doorway = front;
    }

    /** For users who log in by tokens; a replica has its primary's. */
    void prepareTokens() {
        String users = listening().tokenUsers();
        if (users == null || !(server.record().role() instanceof Role.Primary)) {
            return;
        }
        try (Connection administrator = server.administer("")) {
            server.engine().prepareTokens(administrator, users);
        } catch (SQLException e) {
            throw new EngineException(
                    Reason.ENGINE, server.name() + " has no " + users + ": " + e.getMessage(), e);
        }
    }

    /** Those who came between the server's first moment and the filter's. */
    private void sendStrangersAway() {
        List<SourceRange> admitted = admitted();
        try (Connection administrator = server.administer("")) {
            server.engine()
                    .endSessions(
                            administrator,
                            source -> admitted.stream().noneMatch(each -> each.contains(source)));
        } catch (SQLException e) {
            throw new EngineException(
                    Reason.ENGINE, server.name() + " does not tell who is there", e);
        }
    }

    /** The sources have changed, and the server goes on. */
    void follow() throws IOException, InterruptedException {
        Doorway open = doorway;
        if (open == null) {
            guard();
            return;
        }
        try {
            open.allow(standsApart() ? listening().sources() : admitted());
        } catch (IllegalArgumentException e) {
            throw tooMany(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** This host comes from the address that it calls, and we are of this host. */
    private List<SourceRange> admitted() {
        List<SourceRange> admitted = new ArrayList<>(listening().sources());
        InetAddress address = server.address().getAddress();
        if (!address.isAnyLocalAddress()) {
            admitted.add(SourceRange.parse(address.getHostAddress().split("%", 2)[0]));
        }
        return admitted;
    }

    private static EngineException tooMany(IllegalArgumentException e) {
        return new EngineException(Reason.PARAMETER, String.valueOf(e.getMessage()), e);
    }

    void close() {
        Doorway open = doorway;
        if (open != null) {
            open.close();
            doorway = null;
        }
    }
}
