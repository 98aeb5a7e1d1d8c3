package dev.tule.engines.local;

import dev.tule.engines.EngineKind;
import dev.tule.engines.FetchProgress;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerName;
import dev.tule.engines.artifact.Installation;
import dev.tule.engines.artifact.Installations;
import dev.tule.engines.engine.Engine;
import dev.tule.engines.engine.Events;
import dev.tule.engines.engine.ServerHome;
import dev.tule.engines.engine.ServerSetup;
import dev.tule.engines.process.Account;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** What all servers of one directory have in common. */
record House(
        Map<EngineKind, Engine> engines,
        Installations installations,
        Account account,
        Filters filters,
        Events events,
        Tokens tokens,
        InstantSource clock,
        Duration patience) {

    Engine engine(EngineKind kind) {
        Engine engine = engines.get(kind);
        if (engine == null) {
            throw new IllegalStateException("no engine for " + kind);
        }
        return engine;
    }

    /** What an engine is told of a server. */
    ServerSetup setup(ServerHome home, ServerRecord of) {
        Installation installation = installations.require(of.version(), FetchProgress.SILENT);
        return new ServerSetup(
                installation,
                home,
                account,
                of.spec(),
                of.inner(),
                of.administrator(),
                of.serverId(),
                of.role(),
                of.replicasToAwait());
    }

    void tell(ServerName server, ServerEvent.Type type, String message) {
        events.tell(new ServerEvent(server, clock.instant(), type, message));
    }
}
