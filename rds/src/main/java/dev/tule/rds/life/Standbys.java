package dev.tule.rds.life;

import dev.tule.engines.DatabaseServer;
import dev.tule.engines.Engines;
import dev.tule.engines.Replication;
import dev.tule.engines.ServerState;
import dev.tule.rds.instance.Instance;
import dev.tule.rds.resource.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The second servers of Multi-AZ instances (RDS User Guide, "Multi-AZ DB instance deployments"). A
 * standby has each commit before a client hears of it, answers nobody, and takes its primary's
 * place, at its address, when that dies. Used by each instance's own thread.
 */
public final class Standbys {
    /** How long commits may wait for a standby that doesn't follow, before it is made anew. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Place place;
    private final Engines engines;
    private final Servers servers;
    private final Map<String, Instant> behindSince = new ConcurrentHashMap<>();

    public Standbys(Place place, Engines engines, Servers servers) {
        this.place = place;
        this.engines = engines;
        this.servers = servers;
    }

    /** Makes the standby of an instance, unless it is there and has all that its primary has. */
    void ensure(Instance instance) {
        DatabaseServer primary = servers.required(instance);
        Optional<DatabaseServer> there = servers.standby(instance);
        if (there.isPresent() && isInStep(primary, there.get())) {
            there.get().start();
            return;
        }
        there.ifPresent(DatabaseServer::delete);
        DatabaseServer _ = engines.replicate(primary, servers.standbySpec(instance), true);
        behindSince.remove(instance.resourceId());
    }

    void delete(Instance instance) {
        servers.standby(instance).ifPresent(DatabaseServer::delete);
        servers.predecessor(instance).ifPresent(DatabaseServer::delete);
    }

    private static boolean isInStep(DatabaseServer primary, DatabaseServer standby) {
        return primary.synchronousReplicas().contains(standby.name());
    }

    /** Whether the standby could take the primary's place with nothing lost. */
    boolean canTakeOver(Instance instance) {
        return servers.standby(instance)
                .filter(standby -> standby.state() == ServerState.AVAILABLE)
                .filter(standby -> isInStep(servers.required(instance), standby))
                .isPresent();
    }

    /**
     * Puts the standby in the primary's place; may be done again from its beginning.
     *
     * @return whether it did: not where the standby has less than the primary
     */
    boolean failOver(Instance instance) {
        DatabaseServer primary = servers.required(instance);
        Optional<DatabaseServer> standby = servers.standby(instance);
        boolean begun = standby.filter(s -> s.primary().isEmpty()).isPresent();
        if (standby.isEmpty() || (!begun && !canTakeOver(instance))) {
            return false;
        }
        engines.failOver(primary, standby.get());
        return true;
    }

    /**
     * Looks after the standby of an instance whose primary runs.
     *
     * @return whether it was made anew
     */
    boolean look(Instance instance) {
        servers.predecessor(instance).ifPresent(DatabaseServer::delete);
        DatabaseServer primary = servers.required(instance);
        Optional<DatabaseServer> standby = servers.standby(instance);
        if (standby.isPresent() && isInStep(primary, standby.get()) && !isLost(standby.get())) {
            if (standby.get().state() == ServerState.STOPPED) {
                standby.get().start();
            }
            if (!isLate(instance, standby.get())) {
                return false;
            }
        }
        standby.ifPresent(DatabaseServer::delete);
        ensure(instance);
        return true;
    }

    private static boolean isLost(DatabaseServer standby) {
        return standby.state() == ServerState.FAILED
                || standby.state() == ServerState.INCOMPATIBLE_PARAMETERS;
    }

    private boolean isLate(Instance instance, DatabaseServer standby) {
        boolean follows = standby.replication().map(Replication::streaming).orElse(false);
        if (follows) {
            behindSince.remove(instance.resourceId());
            return false;
        }
        Instant since = behindSince.computeIfAbsent(instance.resourceId(), _ -> place.now());
        return since.plus(PATIENCE).isBefore(place.now());
    }
}
