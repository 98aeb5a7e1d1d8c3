package dev.tule.ec2.instance;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Table;
import dev.tule.ec2.resource.TagRows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceCreditSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Reservation;

/** The rows of instances. */
public final class InstanceRows {
    public static final Table<Instance> INSTANCES =
            new Table<>(Kind.INSTANCE, Instance.class, Instance::builder);

    /** By instance: what is told one by one, as user data and protection. */
    public static final Table<DescribeInstanceAttributeResponse> ATTRIBUTES =
            new Table<>(
                    "instance-attributes",
                    DescribeInstanceAttributeResponse.class,
                    DescribeInstanceAttributeResponse::builder);

    /** By instance: the launch that it came from, without its instances. */
    public static final Table<Reservation> RESERVATIONS =
            new Table<>("instance-reservation", Reservation.class, Reservation::builder);

    /** By instance: the name of the image of Tule's that its own descends from, or nothing. */
    static final Table<AttributeValue> ORIGINS =
            new Table<>("instance-origin", AttributeValue.class, AttributeValue::builder);

    /** By instance: the public key that it was launched with; key pairs may be deleted. */
    static final Table<AttributeValue> KEYS =
            new Table<>("instance-key", AttributeValue.class, AttributeValue::builder);

    /** By instance, where something else than its type's default was asked for. */
    static final Table<InstanceCreditSpecification> CREDITS =
            new Table<>(
                    "instance-credits",
                    InstanceCreditSpecification.class,
                    InstanceCreditSpecification::builder);

    /** By instance that is terminated: when it ended. */
    private static final Table<AttributeValue> ENDS =
            new Table<>("instance-end", AttributeValue.class, AttributeValue::builder);

    /** How long a terminated instance is still described. */
    static final Duration REMEMBERED = Duration.ofHours(1);

    private InstanceRows() {}

    /** The line of an {@code authorized_keys} file. */
    static Optional<String> publicKey(Snapshot rows, String id) {
        return KEYS.find(rows, id).map(AttributeValue::value);
    }

    /** The instance of an action, or the fault that there is none. */
    static Instance get(Snapshot rows, String id) {
        return INSTANCES.get(rows, Kind.INSTANCE.check(id));
    }

    /** The instance of an action that needs one which isn't at its end. */
    static Instance alive(Snapshot rows, String id) {
        Instance instance = get(rows, id);
        if (States.is(instance, InstanceStateName.TERMINATED)
                || States.is(instance, InstanceStateName.SHUTTING_DOWN)) {
            throw incorrect(id, instance.state().nameAsString());
        }
        return instance;
    }

    static RuntimeException incorrect(String id, String state) {
        return Faults.of(
                "IncorrectInstanceState",
                "The instance '%s' is not in a valid state for this operation: %s"
                        .formatted(id, state));
    }

    static void put(Transaction rows, Instance instance) {
        INSTANCES.put(rows, instance.instanceId(), instance);
    }

    /** Notes that an instance has been terminated. */
    static void ended(Transaction rows, String id, Instant now) {
        ENDS.put(rows, id, AttributeValue.builder().value(now.toString()).build());
    }

    /** Those that have been terminated for long. */
    static List<String> forgettable(Snapshot rows, Instant now) {
        Instant before = now.minus(REMEMBERED);
        return ENDS.all(rows).entrySet().stream()
                .filter(end -> Instant.parse(end.getValue().value()).isBefore(before))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Removes an instance that has been terminated for long. */
    static void forget(Transaction rows, String id) {
        ENDS.delete(rows, id);
        TagRows.clear(rows, id);
        INSTANCES.delete(rows, id);
        ATTRIBUTES.delete(rows, id);
        RESERVATIONS.delete(rows, id);
        ORIGINS.delete(rows, id);
        KEYS.delete(rows, id);
        CREDITS.delete(rows, id);
        ProfileAssociations.forget(rows, id);
    }

    /** How many instances that aren't terminated are in the placement group of that name. */
    static int placed(Snapshot rows, String group) {
        return (int)
                INSTANCES.all(rows).values().stream()
                        .filter(each -> !States.is(each, InstanceStateName.TERMINATED))
                        .filter(each -> group.equals(each.placement().groupName()))
                        .count();
    }
}
