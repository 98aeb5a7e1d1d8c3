package dev.tule.rds.life;

import dev.tule.rds.instance.Instance;
import dev.tule.rds.instance.Instances;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;

/** The list of its read replicas that an instance has. */
public final class Replicas {
    private Replicas() {}

    public static void attach(
            Transaction rows, Instances instances, Instance source, String replica) {
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
