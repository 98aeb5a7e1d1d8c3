package dev.tule.ec2.instance;

import static software.amazon.awssdk.services.ec2.model.InstanceStateName.PENDING;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.RUNNING;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.SHUTTING_DOWN;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.STOPPED;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.STOPPING;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.TERMINATED;

import dev.tule.compute.Machine;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Place;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/** Starts, stops, reboots and terminates instances: all that a request names, or none. */
final class InstanceStates {
    private final Place place;
    private final LifeCycle lifeCycle;

    InstanceStates(Place place, LifeCycle lifeCycle) {
        this.place = place;
        this.lifeCycle = lifeCycle;
    }

    /** Changes one instance and tells what was and what is. */
    private interface Change {
        InstanceStateChange of(Transaction rows, String id);
    }

    private List<InstanceStateChange> each(List<String> ids, Change change) {
        Set<String> once = new LinkedHashSet<>(ids);
        if (once.isEmpty()) {
            throw Faults.missing("InstanceId");
        }
        return place.transact(
                rows -> {
                    List<InstanceStateChange> changes = new ArrayList<>();
                    once.forEach(id -> changes.add(change.of(rows, id)));
                    return changes;
                });
    }

    private static InstanceStateChange change(Instance from, Instance to) {
        return InstanceStateChange.builder()
                .instanceId(from.instanceId())
                .previousState(from.state())
                .currentState(to.state())
                .build();
    }

    StartInstancesResponse start(StartInstancesRequest request) {
        List<InstanceStateChange> changes = each(request.instanceIds(), this::start);
        request.instanceIds().forEach(lifeCycle::kick);
        return StartInstancesResponse.builder().startingInstances(changes).build();
    }

    private InstanceStateChange start(Transaction rows, String id) {
        Instance instance = InstanceRows.get(rows, id);
        InstanceStateName state = States.name(instance);
        if (state == RUNNING || state == PENDING) {
            return change(instance, instance);
        }
        if (state != STOPPED) {
            throw InstanceRows.incorrect(id, instance.state().nameAsString());
        }
        Instance started =
                instance.toBuilder()
                        .state(States.of(PENDING))
                        .stateReason((StateReason) null)
                        .stateTransitionReason("")
                        .launchTime(place.now())
                        .build();
        InstanceRows.put(rows, started);
        return change(instance, started);
    }

    StopInstancesResponse stop(StopInstancesRequest request) {
        if (Boolean.TRUE.equals(request.hibernate())) {
            throw Faults.notImplemented("Hibernation");
        }
        List<InstanceStateChange> changes = each(request.instanceIds(), this::stop);
        boolean force = Boolean.TRUE.equals(request.force());
        request.instanceIds().forEach(force ? lifeCycle::kickForced : lifeCycle::kick);
        return StopInstancesResponse.builder().stoppingInstances(changes).build();
    }

    private InstanceStateChange stop(Transaction rows, String id) {
        Instance instance = InstanceRows.alive(rows, id);
        InstanceStateName state = States.name(instance);
        if (state == STOPPED || state == STOPPING) {
            return change(instance, instance);
        }
        if (state == PENDING) {
            throw InstanceRows.incorrect(id, "pending");
        }
        if (InstanceRows.ATTRIBUTES.get(rows, id).disableApiStop().value()) {
            throw Faults.of(
                    "OperationNotPermitted",
                    "The instance '%s' may not be stopped. Modify its 'disableApiStop' instance attribute and try again."
                            .formatted(id));
        }
        return end(rows, instance, STOPPING);
    }

    private InstanceStateChange end(Transaction rows, Instance instance, InstanceStateName to) {
        Instance ending =
                instance.toBuilder()
                        .state(States.of(to))
                        .stateReason(States.shutDownByUser())
                        .stateTransitionReason(States.userInitiated(place.now()))
                        .build();
        InstanceRows.put(rows, ending);
        return change(instance, ending);
    }

    TerminateInstancesResponse terminate(TerminateInstancesRequest request) {
        List<InstanceStateChange> changes = each(request.instanceIds(), this::terminate);
        request.instanceIds().forEach(lifeCycle::kick);
        return TerminateInstancesResponse.builder().terminatingInstances(changes).build();
    }

    private InstanceStateChange terminate(Transaction rows, String id) {
        Instance instance = InstanceRows.get(rows, id);
        InstanceStateName state = States.name(instance);
        if (state == TERMINATED || state == SHUTTING_DOWN) {
            return change(instance, instance);
        }
        if (InstanceRows.ATTRIBUTES.get(rows, id).disableApiTermination().value()) {
            throw Faults.of(
                    "OperationNotPermitted",
                    "The instance '%s' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again."
                            .formatted(id));
        }
        return end(rows, instance, SHUTTING_DOWN);
    }

    RebootInstancesResponse reboot(RebootInstancesRequest request) {
        var _ =
                each(
                        request.instanceIds(),
                        (rows, id) -> {
                            Instance instance = InstanceRows.get(rows, id);
                            if (!States.is(instance, RUNNING)) {
                                throw InstanceRows.incorrect(id, instance.state().nameAsString());
                            }
                            return change(instance, instance);
                        });
        request.instanceIds().forEach(id -> lifeCycle.running(id).ifPresent(Machine::reboot));
        return RebootInstancesResponse.builder().build();
    }
}
