package dev.tule.rds;

import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;

/** The list of its read replicas that an instance has. */
final class Replicas {
    private Replicas() {}

    static void attach(Transaction rows, Instances instances, Instance source, String replica) {
        List<String> replicas =
                new ArrayList<>(source.description().readReplicaDBInstanceIdentifiers());
        replicas.add(replica);
        instances.put(rows, source.with(d -> d.readReplicaDBInstanceIdentifiers(replicas)));
    }

    static void detach(Transaction rows, Instances instances, String source, String replica) {
        instances
                .find(rows, source)
                .ifPresent(
                        found -> {
                            List<String> replicas =
                                    new ArrayList<>(
                                            found.description().readReplicaDBInstanceIdentifiers());
                            replicas.remove(replica);
                            instances.put(
                                    rows,
                                    found.with(d -> d.readReplicaDBInstanceIdentifiers(replicas)));
                        });
    }
}
