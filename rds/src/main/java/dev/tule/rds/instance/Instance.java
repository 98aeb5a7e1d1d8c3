package dev.tule.rds.instance;

import dev.tule.aws.stored.Form;
import dev.tule.rds.engine.Engine;
import dev.tule.rds.life.Work;
import dev.tule.store.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;

/**
 * A DB instance: what the API says of it, and what it keeps to itself. Immutable.
 *
 * @param description as the API has it, without tags
 * @param address where it listens, which the API tells only when it does
 * @param failovers how many times a standby took its place; the servers are named after it
 * @param password the master user's, sealed; empty when it is not to be set and not kept for
 *     anybody
 * @param work what is being done to it; null for nothing
 */
public record Instance(
        DBInstance description,
        String address,
        int failovers,
        @SuppressWarnings("ArrayRecordComponent") byte[] password,
        @Nullable Work work) {
    static final Form<Instance> FORM = new InstanceForm();

    public String id() {
        return description.dbInstanceIdentifier();
    }

    /** What it is known by in spite of other names, and where its files are. */
    public String resourceId() {
        return description.dbiResourceId();
    }

    public String arn() {
        return description.dbInstanceArn();
    }

    public String status() {
        return description.dbInstanceStatus();
    }

    public boolean is(String status) {
        return status.equals(status());
    }

    public Optional<Work> toDo() {
        return Optional.ofNullable(work);
    }

    public Instance with(Consumer<DBInstance.Builder> change) {
        DBInstance.Builder builder = description.toBuilder();
        change.accept(builder);
        return new Instance(builder.build(), address, failovers, password, work);
    }

    /** In a new status, with something to do. */
    public Instance doing(Work next, String status) {
        return new Instance(
                description.toBuilder().dbInstanceStatus(status).build(),
                address,
                failovers,
                password,
                next);
    }

    /** With nothing more to do. */
    public Instance done(String status) {
        return new Instance(
                description.toBuilder().dbInstanceStatus(status).build(),
                address,
                failovers,
                password,
                null);
    }

    /** The same with the address that is reached. */
    public Instance reachedAt(String newAddress) {
        return new Instance(description, newAddress, failovers, password, work);
    }

    public Instance withPassword(byte[] sealed) {
        return new Instance(description, address, failovers, sealed, work);
    }

    /** With the standby in its primary's place, and the zones exchanged. */
    public Instance failedOver() {
        DBInstance exchanged =
                description.toBuilder()
                        .availabilityZone(description.secondaryAvailabilityZone())
                        .secondaryAvailabilityZone(description.availabilityZone())
                        .build();
        return new Instance(exchanged, address, failovers + 1, password, work);
    }

    public boolean isOf(Engine engine) {
        return description.engine().equals(engine.word());
    }

    public boolean isMultiAz() {
        return Boolean.TRUE.equals(description.multiAZ());
    }

    public String parameterGroup() {
        return description.dbParameterGroups().getFirst().dbParameterGroupName();
    }

    public boolean hasParameterGroup(String name) {
        return parameterGroup().equalsIgnoreCase(name);
    }

    public boolean parametersAre(String applyStatus) {
        return description
                .dbParameterGroups()
                .getFirst()
                .parameterApplyStatus()
                .equals(applyStatus);
    }

    public Instance withParameters(String group, String applyStatus) {
        return with(
                d ->
                        d.dbParameterGroups(
                                DBParameterGroupStatus.builder()
                                        .dbParameterGroupName(group)
                                        .parameterApplyStatus(applyStatus)
                                        .build()));
    }

    public boolean hasOptionGroup(String name) {
        return description.optionGroupMemberships().stream()
                .anyMatch(membership -> membership.optionGroupName().equals(name));
    }

    public boolean isInSubnetGroup(String name) {
        return description.dbSubnetGroup() != null
                && description.dbSubnetGroup().dbSubnetGroupName().equals(name);
    }

    public List<String> securityGroups() {
        return description.dbSecurityGroups().stream().map(g -> g.dbSecurityGroupName()).toList();
    }

    public boolean isInSecurityGroup(String name) {
        return securityGroups().stream().anyMatch(name::equalsIgnoreCase);
    }

    public boolean isReplica() {
        return description.readReplicaSourceDBInstanceIdentifier() != null;
    }

    /** Without the description, which is long, and the password. */
    @Override
    public String toString() {
        return "Instance[" + id() + ", " + status() + ", " + work + "]";
    }

    /** A tuple: description, address, password, failovers if any, words of the work. */
    private static final class InstanceForm implements Form<Instance> {
        private static final Form<DBInstance> DESCRIPTION =
                Form.ofSdk(DBInstance.class, DBInstance::builder);

        @Override
        public byte[] write(Instance instance) {
            List<Object> fields = new ArrayList<>();
            fields.add(DESCRIPTION.write(instance.description));
            fields.add(instance.address);
            fields.add(instance.password);
            if (instance.failovers > 0) {
                fields.add((long) instance.failovers);
            }
            if (instance.work != null) {
                fields.addAll(instance.work.write());
            }
            return Key.of(fields.toArray()).toBytes();
        }

        @Override
        public Instance read(byte[] row) {
            List<Object> fields = Key.ofBytes(row).elements();
            List<Object> rest = fields.subList(3, fields.size());
            int failovers =
                    !rest.isEmpty() && rest.getFirst() instanceof Long number
                            ? Math.toIntExact(number)
                            : 0;
            List<String> words =
                    rest.subList(failovers > 0 ? 1 : 0, rest.size()).stream()
                            .map(String.class::cast)
                            .toList();
            return new Instance(
                    DESCRIPTION.read((byte[]) fields.getFirst()),
                    (String) fields.get(1),
                    failovers,
                    (byte[]) fields.get(2),
                    words.isEmpty() ? null : Work.read(words));
        }
    }
}
