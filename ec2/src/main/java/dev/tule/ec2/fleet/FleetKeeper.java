package dev.tule.ec2.fleet;

import dev.tule.ec2.resource.Place;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.CreateFleetError;
import software.amazon.awssdk.services.ec2.model.CreateFleetInstance;
import software.amazon.awssdk.services.ec2.model.FleetActivityStatus;
import software.amazon.awssdk.services.ec2.model.FleetData;
import software.amazon.awssdk.services.ec2.model.FleetEventType;
import software.amazon.awssdk.services.ec2.model.FleetExcessCapacityTerminationPolicy;
import software.amazon.awssdk.services.ec2.model.FleetStateCode;
import software.amazon.awssdk.services.ec2.model.FleetType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycle;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * Keeps fleets that aren't instant: launches what a fleet lacks, ends what it has too much. Each
 * time it compares what is wanted with the instances that there are, so it may be cut short
 * anywhere; whose an instance is stands in its rows from its first transaction on. One fleet after
 * the other, by one thread at a time.
 */
final class FleetKeeper {
    private static final System.Logger LOG = System.getLogger(FleetKeeper.class.getName());

    /** How long nothing is launched for a fleet after a launch, or an instance, that failed. */
    private static final Duration REST = Duration.ofSeconds(30);

    /** How long a fleet that is deleted is still described. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Place place;
    private final FleetLauncher launcher;
    private final Consumer<List<String>> terminate;
    private final Map<String, Instant> resting = new ConcurrentHashMap<>();
    private final ReentrantLock tending = new ReentrantLock();

    FleetKeeper(Place place, FleetLauncher launcher, Consumer<List<String>> terminate) {
        this.place = place;
        this.launcher = launcher;
        this.terminate = terminate;
    }

    /** Looks at all fleets once. */
    void tend() {
        tending.lock();
        try {
            for (FleetData fleet : place.read(FleetRows.FLEETS::all).values()) {
                if (fleet.type() != FleetType.INSTANT) {
                    tend(fleet);
                }
            }
        } finally {
            tending.unlock();
        }
    }

    private void tend(FleetData fleet) {
        try {
            switch (fleet.fleetState()) {
                case SUBMITTED, ACTIVE, MODIFYING -> keep(fleet);
                case DELETED_RUNNING -> awaitEnd(fleet);
                case DELETED_TERMINATING -> {
                    members(fleet).forEach(each -> end(fleet, each));
                    awaitEnd(fleet);
                }
                case DELETED, FAILED, UNKNOWN_TO_SDK_VERSION -> forgetInTime(fleet);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "Fleet " + fleet.fleetId() + " is stuck", e);
        }
    }

    private List<Instance> members(FleetData fleet) {
        return place.read(rows -> FleetRows.members(rows, fleet.fleetId()));
    }

    private void keep(FleetData fleet) {
        Instant now = place.now();
        if (fleet.validFrom() != null && now.isBefore(fleet.validFrom())) {
            return;
        }
        if (fleet.validUntil() != null && !now.isBefore(fleet.validUntil())) {
            if (fleet.terminateInstancesWithExpiration()) {
                members(fleet).forEach(each -> end(fleet, each));
            }
            settle(fleet);
            return;
        }
        members(fleet).stream()
                .filter(each -> isLost(fleet, each))
                .forEach(each -> end(fleet, each));
        for (InstanceLifecycle kind :
                List.of(InstanceLifecycle.ON_DEMAND, InstanceLifecycle.SPOT)) {
            balance(fleet, kind);
        }
        settle(fleet);
    }

    /** Launches what is missing of a kind of capacity, or ends what is too much. */
    private void balance(FleetData fleet, InstanceLifecycle kind) {
        FleetPlan plan = FleetPlan.of(fleet);
        double excess = working(fleet, kind, plan) - plan.capacity(kind);
        if (excess < 0 && !isDone(fleet) && !isResting(fleet)) {
            launch(fleet, plan, kind, -excess);
        }
        if (excess <= 0
                || fleet.excessCapacityTerminationPolicy()
                        != FleetExcessCapacityTerminationPolicy.TERMINATION) {
            return;
        }
        for (Instance youngest : working(fleet, kind).reversed()) {
            double weight = plan.weight(youngest);
            if (weight <= excess && end(fleet, youngest)) {
                excess -= weight;
            }
        }
    }

    /** Whether a member has stopped and nobody will miss it; one that its user stopped is his. */
    private static boolean isLost(FleetData fleet, Instance member) {
        return member.state().name() == InstanceStateName.STOPPED
                && (fleet.replaceUnhealthyInstances() || FleetRows.isOfTheHost(member));
    }

    /** The members that count. */
    private List<Instance> working(FleetData fleet, InstanceLifecycle kind) {
        return members(fleet).stream()
                .filter(
                        each ->
                                each.state().name() == InstanceStateName.PENDING
                                        || each.state().name() == InstanceStateName.RUNNING)
                .filter(
                        each ->
                                (each.instanceLifecycle() == InstanceLifecycleType.SPOT)
                                        == (kind == InstanceLifecycle.SPOT))
                .sorted(Comparator.comparing(Instance::launchTime))
                .toList();
    }

    private double working(FleetData fleet, InstanceLifecycle kind, FleetPlan plan) {
        return working(fleet, kind).stream().mapToDouble(plan::weight).sum();
    }

    private boolean isResting(FleetData fleet) {
        Instant now = place.now();
        Instant until = resting.get(fleet.fleetId());
        return (until != null && now.isBefore(until))
                || place.read(rows -> FleetRows.hasFailed(rows, fleet.fleetId(), now.minus(REST)));
    }

    private void launch(FleetData fleet, FleetPlan plan, InstanceLifecycle kind, double missing) {
        String id = fleet.fleetId();
        FleetLauncher.Outcome outcome = launcher.launch(id, plan.pools(), kind, missing, List.of());
        if (outcome.fulfilled() < missing) {
            resting.put(id, place.now().plus(REST));
        } else {
            resting.remove(id);
        }
        place.change(
                rows -> {
                    for (CreateFleetInstance each : outcome.instances()) {
                        each.instanceIds().forEach(one -> noteInstance(rows, id, "launched", one));
                    }
                    if (outcome.fulfilled() < missing) {
                        noteErrors(rows, id, outcome.errors());
                    }
                });
    }

    private void noteInstance(Transaction rows, String fleetId, String what, String instanceId) {
        FleetRows.note(
                rows,
                fleetId,
                place.now(),
                FleetEventType.INSTANCE_CHANGE,
                what,
                instanceId,
                instanceId + " was " + what);
    }

    private void noteErrors(Transaction rows, String fleetId, List<CreateFleetError> errors) {
        for (CreateFleetError each : errors) {
            FleetRows.note(
                    rows,
                    fleetId,
                    place.now(),
                    FleetEventType.SERVICE_ERROR,
                    "allLaunchSpecsTemporarilyBlacklisted",
                    "",
                    each.errorCode() + ": " + each.errorMessage());
        }
    }

    /** Ends an instance; false where it is protected. */
    private boolean end(FleetData fleet, Instance instance) {
        try {
            terminate.accept(List.of(instance.instanceId()));
        } catch (AwsServiceException e) {
            LOG.log(System.Logger.Level.DEBUG, "{0} stays: {1}", fleet.fleetId(), e.getMessage());
            return false;
        }
        place.change(
                rows -> {
                    noteInstance(rows, fleet.fleetId(), "terminated", instance.instanceId());
                });
        return true;
    }

    /** Writes down how far a fleet has come. */
    private void settle(FleetData fleet) {
        FleetPlan plan = FleetPlan.of(fleet);
        double onDemand = working(fleet, InstanceLifecycle.ON_DEMAND, plan);
        double spot = working(fleet, InstanceLifecycle.SPOT, plan);
        boolean whole = (onDemand >= plan.onDemand() && spot >= plan.spot()) || isDone(fleet);
        FleetActivityStatus status =
                whole
                        ? FleetActivityStatus.FULFILLED
                        : isResting(fleet)
                                ? FleetActivityStatus.ERROR
                                : FleetActivityStatus.PENDING_FULFILLMENT;
        change(
                fleet,
                row ->
                        row.fleetState(FleetStateCode.ACTIVE)
                                .activityStatus(status)
                                .fulfilledCapacity(onDemand + spot)
                                .fulfilledOnDemandCapacity(onDemand));
    }

    /** A request is for once: what ends afterwards is not replaced. */
    private static boolean isDone(FleetData fleet) {
        return fleet.type() == FleetType.REQUEST
                && fleet.activityStatus() == FleetActivityStatus.FULFILLED;
    }

    /** Changes a fleet's row, unless somebody else has since it was read. */
    private void change(FleetData fleet, UnaryOperator<FleetData.Builder> by) {
        FleetData changed = by.apply(fleet.toBuilder()).build();
        if (changed.equals(fleet)) {
            return;
        }
        place.change(
                rows -> {
                    Optional<FleetData> now = FleetRows.FLEETS.find(rows, fleet.fleetId());
                    if (now.filter(fleet::equals).isPresent()) {
                        FleetRows.FLEETS.put(rows, fleet.fleetId(), changed);
                        if (changed.fleetState() != fleet.fleetState()) {
                            FleetRows.noteState(rows, changed, place.now());
                        }
                    }
                });
    }

    private void awaitEnd(FleetData fleet) {
        if (members(fleet).isEmpty()) {
            resting.remove(fleet.fleetId());
            change(fleet, row -> row.fleetState(FleetStateCode.DELETED).fulfilledCapacity(0.0));
        }
    }

    private void forgetInTime(FleetData fleet) {
        String id = fleet.fleetId();
        Instant before = place.now().minus(REMEMBERED);
        place.change(
                rows -> {
                    var history = FleetRows.history(rows, id);
                    if (history.isEmpty()
                            || history.lastEntry().getValue().timestamp().isBefore(before)) {
                        FleetRows.forget(rows, id);
                    }
                });
    }
}
