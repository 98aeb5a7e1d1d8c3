package dev.tule.rds.life;

import dev.tule.engines.DatabaseServer;
import dev.tule.engines.Listening;
import dev.tule.rds.event.EventLog;
import dev.tule.rds.instance.Instance;
import dev.tule.rds.instance.Instances;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Status;
import dev.tule.rds.resource.Tags;
import dev.tule.store.Transaction;
import java.util.Objects;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/** Applies an instance's pending modified values. Used by the instance's own thread. */
public final class Modifications {
    private static final byte[] NONE = {};

    private final Place place;
    private final Instances instances;
    private final Servers servers;
    private final Standbys standbys;
    private final EventLog events;

    public Modifications(
            Place place, Instances instances, Servers servers, Standbys standbys, EventLog events) {
        this.place = place;
        this.instances = instances;
        this.servers = servers;
        this.standbys = standbys;
        this.events = events;
    }

    /**
     * @param all whether those, too, that wait for the maintenance window
     */
    void apply(Instance instance, boolean all) {
        PendingModifiedValues pending = instance.description().pendingModifiedValues();
        DatabaseServer server = servers.required(instance);
        if (pending.masterUserPassword() != null) {
            server.changePassword(servers.master(instance));
        }
        if (pending.port() != null && server.address().getPort() != pending.port()) {
            Listening listening = server.spec().listening();
            server.listen(listening.withPort(pending.port()));
        }
        if (all && (pending.dbInstanceClass() != null || pending.allocatedStorage() != null)) {
            resize(server, instance, pending);
            servers.standby(instance).ifPresent(standby -> resize(standby, instance, pending));
        }
        Boolean iam = pending.iamDatabaseAuthenticationEnabled();
        if (all && iam != null) {
            Instance changed = instance.with(d -> d.iamDatabaseAuthenticationEnabled(iam));
            server.listen(server.spec().listening().withTokens(Servers.tokenUsers(changed)));
        }
        if (all && pending.multiAZ() != null) {
            if (pending.multiAZ()) {
                standbys.ensure(instance);
            } else {
                standbys.delete(instance);
            }
        }
        place.change(
                rows ->
                        instances
                                .byResource(rows, instance.resourceId())
                                .filter(now -> Objects.equals(now.work(), instance.work()))
                                .ifPresent(
                                        now -> {
                                            Instance after = applied(now, pending, all);
                                            if (after.id().equals(now.id())) {
                                                instances.put(rows, after);
                                            } else {
                                                rename(rows, now, after);
                                            }
                                            note(rows, after, pending, all);
                                        }));
    }

    private void resize(DatabaseServer server, Instance instance, PendingModifiedValues pending) {
        Instance resized =
                instance.with(
                        d -> {
                            if (pending.dbInstanceClass() != null) {
                                d.dbInstanceClass(pending.dbInstanceClass());
                            }
                            if (pending.allocatedStorage() != null) {
                                d.allocatedStorage(pending.allocatedStorage());
                            }
                        });
        boolean restart = server.spec().memoryBytes() != servers.memory(resized);
        server.resize(servers.memory(resized), Servers.storage(resized));
        if (restart) {
            server.restart();
        }
    }

    private Instance applied(Instance now, PendingModifiedValues pending, boolean all) {
        PendingModifiedValues.Builder left = now.description().pendingModifiedValues().toBuilder();
        left.masterUserPassword(null).port(null);
        if (all) {
            left.dbInstanceClass(null)
                    .allocatedStorage(null)
                    .multiAZ(null)
                    .iamDatabaseAuthenticationEnabled(null)
                    .dbInstanceIdentifier(null);
        }
        Instance changed =
                now.with(
                        d -> {
                            d.pendingModifiedValues(left.build());
                            if (pending.port() != null) {
                                d.dbInstancePort(pending.port())
                                        .endpoint(
                                                Endpoint.builder()
                                                        .address(now.address())
                                                        .port(pending.port())
                                                        .build());
                            }
                            if (all) {
                                later(d, pending);
                            }
                        });
        return changed.withPassword(NONE).done(Status.AVAILABLE);
    }

    private void later(DBInstance.Builder description, PendingModifiedValues pending) {
        if (pending.dbInstanceClass() != null) {
            description.dbInstanceClass(pending.dbInstanceClass());
        }
        if (pending.allocatedStorage() != null) {
            description.allocatedStorage(pending.allocatedStorage());
        }
        if (pending.iamDatabaseAuthenticationEnabled() != null) {
            description.iamDatabaseAuthenticationEnabled(
                    pending.iamDatabaseAuthenticationEnabled());
        }
        if (pending.multiAZ() != null) {
            String zone = description.build().availabilityZone();
            description
                    .multiAZ(pending.multiAZ())
                    .secondaryAvailabilityZone(pending.multiAZ() ? place.zoneBeside(zone) : null);
        }
        if (pending.dbInstanceIdentifier() != null) {
            description
                    .dbInstanceIdentifier(pending.dbInstanceIdentifier())
                    .dbInstanceArn(place.arn("db", pending.dbInstanceIdentifier()));
        }
    }

    /** Its replicas and its source know it by its name. */
    private void rename(Transaction rows, Instance before, Instance after) {
        Tags.add(rows, after.arn(), Tags.of(rows, before.arn()));
        Tags.clear(rows, before.arn());
        instances.rename(rows, before, after);
        for (Instance other : instances.all(rows)) {
            if (before.id().equals(other.description().readReplicaSourceDBInstanceIdentifier())) {
                instances.put(
                        rows, other.with(d -> d.readReplicaSourceDBInstanceIdentifier(after.id())));
            }
        }
        String source = after.description().readReplicaSourceDBInstanceIdentifier();
        if (source != null) {
            Replicas.detach(rows, instances, source, before.id());
            instances
                    .find(rows, source)
                    .ifPresent(found -> Replicas.attach(rows, instances, found, after.id()));
        }
    }

    private void note(
            Transaction rows, Instance after, PendingModifiedValues pending, boolean all) {
        if (pending.masterUserPassword() != null) {
            events.ofInstance(
                    rows,
                    after,
                    "configuration change",
                    "The master password for the DB instance has been reset.");
        }
        if (all && pending.dbInstanceClass() != null) {
            events.ofInstance(
                    rows,
                    after,
                    "configuration change",
                    "Finished applying modification to DB instance class");
        }
        if (all && pending.allocatedStorage() != null) {
            events.ofInstance(
                    rows,
                    after,
                    "configuration change",
                    "Finished applying modification to allocated storage");
        }
        if (all && pending.multiAZ() != null) {
            events.ofInstance(
                    rows,
                    after,
                    "configuration change",
                    pending.multiAZ()
                            ? "Finished applying modification to convert to a Multi-AZ DB instance"
                            : "Finished applying modification to convert to a standard (Single-AZ)"
                                    + " DB instance");
        }
        if (all && pending.dbInstanceIdentifier() != null) {
            events.ofInstance(
                    rows, after, "configuration change", "Renamed instance to " + after.id());
        }
    }
}
