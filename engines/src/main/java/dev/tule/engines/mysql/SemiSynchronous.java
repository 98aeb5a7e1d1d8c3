package dev.tule.engines.mysql;

import dev.tule.engines.engine.Role;
import dev.tule.engines.engine.ServerSetup;
import java.util.Map;

/**
 * Replicas that have a commit before a client hears of it (MariaDB documentation, "Semisynchronous
 * Replication"). The primary waits after its log is synced and before the commit is seen by
 * anybody, and however long it takes: it never goes on alone unless it is told to.
 */
final class SemiSynchronous {

    /** 49 days, the most there is. */
    private static final String NEVER = "4294967295";

    private SemiSynchronous() {}

    static Map<String, String> settings(ServerSetup setup) {
        boolean acknowledges = setup.role() instanceof Role.Replica r && r.synchronous();
        return Map.of(
                "rpl_semi_sync_master_enabled",
                waits(setup) ? "1" : "0",
                "rpl_semi_sync_master_timeout",
                NEVER,
                "rpl_semi_sync_master_wait_point",
                "AFTER_SYNC",
                "rpl_semi_sync_master_wait_no_slave",
                "1",
                "rpl_semi_sync_slave_enabled",
                acknowledges ? "1" : "0");
    }

    private static boolean waits(ServerSetup setup) {
        return !setup.synchronousReplicas().isEmpty();
    }

    /** What has a running server wait, or no longer. */
    static String reload(ServerSetup setup) {
        return "SET GLOBAL rpl_semi_sync_master_enabled = " + (waits(setup) ? 1 : 0);
    }
}
