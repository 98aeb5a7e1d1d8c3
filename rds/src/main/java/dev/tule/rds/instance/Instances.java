package dev.tule.rds.instance;

import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Rows;
import dev.tule.rds.resource.Status;
import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;

/**
 * The DB instances there are. Safe for use by many threads.
 *
 * <pre>
 * instance, resource id in lower case -> {@link Instance}
 * instance-name, identifier           -> resource id
 * </pre>
 */
public final class Instances {
    public static final String IN_SYNC = "in-sync";
    public static final String PENDING_REBOOT = "pending-reboot";
    public static final String APPLYING = "applying";

    private final Rows<Instance> rows = new Rows<>("instance", Instance.FORM, Instance::resourceId);

    private static Key name(String id) {
        return Key.of("instance-name", id.toLowerCase(Locale.ROOT));
    }

    public List<Instance> all(Snapshot snapshot) {
        return rows.all(snapshot);
    }

    public Optional<Instance> find(Snapshot snapshot, String id) {
        return snapshot.get(name(Names.ofArn(id)))
                .flatMap(
                        resource ->
                                rows.find(snapshot, new String(resource, StandardCharsets.UTF_8)));
    }

    public Optional<Instance> byResource(Snapshot snapshot, String resourceId) {
        return rows.find(snapshot, resourceId);
    }

    public Instance required(Snapshot snapshot, @Nullable String id) {
        String named = Names.required("DBInstanceIdentifier", id);
        return find(snapshot, named)
                .orElseThrow(() -> Faults.noInstance(Names.ofArn(named).toLowerCase(Locale.ROOT)));
    }

    /** One that nothing is being done to. */
    Instance available(Snapshot snapshot, @Nullable String id) {
        Instance instance = required(snapshot, id);
        if (!instance.is(Status.AVAILABLE) && !instance.is(Status.STORAGE_FULL)) {
            throw Faults.instanceState(
                    "Instance %s is not in available state; it is %s."
                            .formatted(instance.id(), instance.status()));
        }
        return instance;
    }

    void add(Transaction transaction, Instance instance) {
        if (transaction.get(name(instance.id())).isPresent()) {
            throw Faults.instanceExists(instance.id());
        }
        transaction.put(
                name(instance.id()), instance.resourceId().getBytes(StandardCharsets.UTF_8));
        rows.put(transaction, instance);
    }

    public void put(Transaction transaction, Instance instance) {
        rows.put(transaction, instance);
    }

    /** Under a new identifier. */
    public void rename(Transaction transaction, Instance before, Instance after) {
        transaction.delete(name(before.id()));
        add(transaction, after);
    }

    public void remove(Transaction transaction, Instance instance) {
        transaction.delete(name(instance.id()));
        rows.delete(transaction, instance.resourceId());
    }

    /** Changes an instance if it is still there. */
    public Optional<Instance> change(
            Transaction transaction, String resourceId, UnaryOperator<Instance> change) {
        Optional<Instance> changed = byResource(transaction, resourceId).map(change);
        changed.ifPresent(instance -> put(transaction, instance));
        return changed;
    }

    /**
     * Says of the members of a parameter group that it has changed: whoever looks after them
     * applies what can be applied, and says what waits for a restart.
     */
    public void parametersChanged(Transaction transaction, String group) {
        for (Instance instance : all(transaction)) {
            if (instance.hasParameterGroup(group)) {
                put(transaction, instance.withParameters(group, APPLYING));
            }
        }
    }

    static DBParameterGroupStatus inSync(String group) {
        return DBParameterGroupStatus.builder()
                .dbParameterGroupName(group)
                .parameterApplyStatus(IN_SYNC)
                .build();
    }
}
