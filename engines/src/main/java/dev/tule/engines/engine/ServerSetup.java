package dev.tule.engines.engine;

import dev.tule.engines.EngineKind;
import dev.tule.engines.Listening;
import dev.tule.engines.Login;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.artifact.Installation;
import dev.tule.engines.process.Account;
import dev.tule.engines.relay.Front;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * All that an engine needs to know of a server.
 *
 * @param inner where the engine itself listens: the address of the specification, or, behind a
 *     relay, one of this host
 * @param administrator our own user within the engine
 * @param serverId tells it from the servers that it replicates with
 * @param role what it is to others
 * @param synchronousReplicas those that have to have a commit before it is acknowledged
 */
public record ServerSetup(
        Installation installation,
        ServerHome home,
        Account account,
        ServerSpec spec,
        InetSocketAddress inner,
        Login administrator,
        int serverId,
        Role role,
        Set<ServerName> synchronousReplicas) {

    /** The user that only we know the password of. */
    public static final String ADMINISTRATOR = "tule_admin";

    public EngineKind kind() {
        return installation.version().kind();
    }

    /** Where a front of this server stands. */
    public Front.Place place(SSLContext tls) {
        Listening listening = spec.listening();
        return new Front.Place(listening.address(), reachable(), tls, listening.onlyTls());
    }

    /** The engine's address, as somebody of this host reaches it. */
    public InetSocketAddress reachable() {
        return inner.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), inner.getPort())
                : inner;
    }
}
