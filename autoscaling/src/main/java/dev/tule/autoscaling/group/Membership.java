package dev.tule.autoscaling.group;

import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Book.Owned;
import dev.tule.autoscaling.life.Causes;
import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.life.Member;
import dev.tule.autoscaling.life.Owner;
import dev.tule.autoscaling.life.Phase;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Place;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.EnterStandbyRequest;
import software.amazon.awssdk.services.autoscaling.model.EnterStandbyResponse;
import software.amazon.awssdk.services.autoscaling.model.ExitStandbyRequest;
import software.amazon.awssdk.services.autoscaling.model.ExitStandbyResponse;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceHealthRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceHealthResponse;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionResponse;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupResponse;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** What users do with single machines of groups. Safe for use by many threads. */
public final class Membership {
    private final Book book;
    private final Place place;
    private final Ec2Client ec2;
    private final Consumer<String> wake;

    /**
     * @param wake lets a group be brought on soon
     */
    public Membership(Book book, Ec2Client ec2, Consumer<String> wake) {
        this.book = book;
        this.place = book.place();
        this.ec2 = ec2;
        this.wake = wake;
    }

    /** A member as the API describes it. */
    public static Instance instance(Member member) {
        Member.Source source = member.source();
        return Instance.builder()
                .instanceId(member.instance())
                .instanceType(source.type())
                .availabilityZone(member.zone())
                .lifecycleState(LifecycleState.fromValue(member.state()))
                .healthStatus(member.healthy() ? "Healthy" : "Unhealthy")
                .launchConfigurationName(
                        source.configuration().isEmpty() ? null : source.configuration())
                .launchTemplate(
                        source.templateId().isEmpty()
                                ? null
                                : LaunchTemplateSpecification.builder()
                                        .launchTemplateId(source.templateId())
                                        .launchTemplateName(source.template())
                                        .version(source.version())
                                        .build())
                .protectedFromScaleIn(member.guarded())
                .build();
    }

    SetInstanceHealthResponse setHealth(SetInstanceHealthRequest request) {
        if (!List.of("Healthy", "Unhealthy").contains(request.healthStatus())) {
            throw Faults.invalid("HealthStatus must be Healthy or Unhealthy");
        }
        boolean graced = !Boolean.FALSE.equals(request.shouldRespectGracePeriod());
        String group =
                place.transact(
                        rows -> {
                            Owned owned = owned(rows, request.instanceId());
                            Group of = book.get(rows, owned.group());
                            Integer grace = of.spec().healthCheckGracePeriod();
                            boolean young =
                                    place.now()
                                            .isBefore(
                                                    owned.member()
                                                            .since()
                                                            .plus(Duration.ofSeconds(grace)));
                            boolean healthy = request.healthStatus().equals("Healthy");
                            if (healthy || !graced || !young) {
                                book.put(rows, owned.group(), called(owned.member(), healthy));
                            }
                            return owned.group();
                        });
        wake.accept(group);
        return SetInstanceHealthResponse.builder().build();
    }

    /** One that is healthy again needs nobody in its place. */
    private static Member called(Member member, boolean healthy) {
        Member stays =
                healthy && member.phase() == Phase.OUTGOING
                        ? member.in(Phase.IN_SERVICE, member.since())
                        : member;
        return stays.withHealth(healthy);
    }

    private Owned owned(Transaction rows, String instance) {
        return book.owner(rows, instance)
                .orElseThrow(
                        () ->
                                Faults.invalid(
                                        "Instance Id not found - No managed instance found for instance ID: "
                                                + instance));
    }

    TerminateInstanceInAutoScalingGroupResponse terminate(
            TerminateInstanceInAutoScalingGroupRequest request) {
        String instance = request.instanceId();
        Activity activity =
                place.transact(
                        rows -> {
                            Owned owned = owned(rows, instance);
                            Group group = book.get(rows, owned.group());
                            if (owned.member().phase().ending()) {
                                throw Faults.scaling(
                                        "Instance " + instance + " is being terminated already");
                            }
                            int size = counted(rows, group.name());
                            String cause =
                                    Causes.at(
                                            place.now(),
                                            "instance %s was taken out of service in response to a user request."
                                                    .formatted(instance));
                            if (request.shouldDecrementDesiredCapacity()
                                    && (owned.member().counts()
                                            || owned.member().phase().serves())) {
                                cause =
                                        Causes.at(
                                                place.now(),
                                                "instance %s was taken out of service in response to a user request, shrinking the capacity from %d to %d."
                                                        .formatted(instance, size, size - 1));
                                book.put(rows, shrunk(group));
                            }
                            String id =
                                    Owner.dismiss(book, rows, group.name(), owned.member(), cause);
                            return book.activities().find(rows, id).orElseThrow();
                        });
        wake.accept(activity.autoScalingGroupName());
        return TerminateInstanceInAutoScalingGroupResponse.builder().activity(activity).build();
    }

    private int counted(Transaction rows, String group) {
        return (int) book.members(rows, group).stream().filter(Member::counts).count();
    }

    /** One less is desired. */
    private static Group shrunk(Group group) {
        if (group.desired() - 1 < group.spec().minSize()) {
            throw Faults.invalid(
                    "Currently, desiredSize equals minSize (%d). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size."
                            .formatted(group.spec().minSize()));
        }
        return group.with(group.spec().toBuilder().desiredCapacity(group.desired() - 1).build());
    }

    AttachInstancesResponse attach(AttachInstancesRequest request) {
        List<software.amazon.awssdk.services.ec2.model.Instance> machines = new ArrayList<>();
        for (String id : request.instanceIds()) {
            machines.add(running(id));
        }
        String name = request.autoScalingGroupName();
        place.change(
                rows -> {
                    Group group = book.get(rows, name);
                    Groups.refuseDeleting(group);
                    int desired = group.desired() + machines.size();
                    if (desired > group.spec().maxSize()) {
                        throw Faults.invalid(
                                "AutoScalingGroup %s has max-size=%d, desired-size=%d, and attaching %d instances would exceed its max size."
                                        .formatted(
                                                name,
                                                group.spec().maxSize(),
                                                group.desired(),
                                                machines.size()));
                    }
                    machines.forEach(machine -> attach(rows, group, machine));
                    book.put(
                            rows,
                            group.with(group.spec().toBuilder().desiredCapacity(desired).build()));
                });
        wake.accept(name);
        return AttachInstancesResponse.builder().build();
    }

    private software.amazon.awssdk.services.ec2.model.Instance running(String id) {
        Filter wanted = Filter.builder().name("instance-id").values(id).build();
        return ec2.describeInstances(query -> query.filters(wanted)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .filter(machine -> machine.state().name() == InstanceStateName.RUNNING)
                .findFirst()
                .orElseThrow(
                        () ->
                                Faults.invalid(
                                        "Invalid Instance ID(s): [%s] specified: it is not running."
                                                .formatted(id)));
    }

    private void attach(
            Transaction rows,
            Group group,
            software.amazon.awssdk.services.ec2.model.Instance machine) {
        String id = machine.instanceId();
        String zone = machine.placement().availabilityZone();
        if (book.owner(rows, id).isPresent()) {
            throw Faults.invalid("Instance " + id + " is already part of an AutoScalingGroup.");
        }
        if (group.sites().stream().noneMatch(site -> site.zone().equals(zone))) {
            throw Faults.invalid(
                    "Invalid availability zone: instance %s is in %s.".formatted(id, zone));
        }
        String cause =
                Causes.at(
                        place.now(),
                        "an instance was attached in response to a user request, increasing the capacity by 1.");
        String activity =
                book.activities()
                        .begin(
                                rows,
                                group.name(),
                                "Attaching an existing EC2 instance: " + id,
                                cause);
        String token = "%013d-%s".formatted(place.now().toEpochMilli(), place.newId());
        book.put(
                rows,
                group.name(),
                new Member(
                        token,
                        id,
                        Phase.PENDING,
                        place.now(),
                        zone,
                        String.valueOf(machine.subnetId() == null ? "" : machine.subnetId()),
                        Member.Source.attached(machine.instanceTypeAsString()),
                        true,
                        Boolean.TRUE.equals(group.spec().newInstancesProtectedFromScaleIn()),
                        false,
                        activity,
                        List.of(),
                        false));
    }

    DetachInstancesResponse detach(DetachInstancesRequest request) {
        List<Activity> activities =
                leave(
                        request.autoScalingGroupName(),
                        request.instanceIds(),
                        request.shouldDecrementDesiredCapacity(),
                        "Detaching EC2 instance: ",
                        "was detached",
                        Phase.DETACHING);
        return DetachInstancesResponse.builder().activities(activities).build();
    }

    EnterStandbyResponse enterStandby(EnterStandbyRequest request) {
        String name = request.autoScalingGroupName();
        List<Activity> activities =
                leave(
                        name,
                        request.instanceIds(),
                        request.shouldDecrementDesiredCapacity(),
                        "Moving EC2 instance to Standby: ",
                        "was moved to standby",
                        Phase.ENTERING_STANDBY);
        return EnterStandbyResponse.builder().activities(activities).build();
    }

    private List<Activity> leave(
            String name,
            List<String> instances,
            boolean decrement,
            String description,
            String done,
            Phase next) {
        List<Activity> activities =
                place.transact(
                        rows -> {
                            List<Activity> all = new ArrayList<>();
                            for (String id : instances) {
                                Group group = book.get(rows, name);
                                Member member = inService(rows, name, id);
                                int size = counted(rows, name);
                                String cause =
                                        Causes.at(
                                                place.now(),
                                                "instance %s %s in response to a user request%s"
                                                        .formatted(
                                                                id,
                                                                done,
                                                                decrement
                                                                        ? ", shrinking the capacity from %d to %d."
                                                                                .formatted(
                                                                                        size,
                                                                                        size - 1)
                                                                        : "."));
                                String activity =
                                        book.activities()
                                                .begin(rows, name, description + id, cause);
                                book.put(
                                        rows,
                                        name,
                                        member.in(next, place.now()).withActivity(activity));
                                if (decrement && member.phase().serves()) {
                                    book.put(rows, shrunk(group));
                                }
                                all.add(book.activities().find(rows, activity).orElseThrow());
                            }
                            return all;
                        });
        wake.accept(name);
        return activities;
    }

    private Member inService(Transaction rows, String group, String instance) {
        Owned owned = owned(rows, instance);
        boolean fits = owned.member().phase().serves() || owned.member().phase() == Phase.STANDBY;
        if (!owned.group().equals(group)) {
            throw Faults.invalid(
                    "The instance %s is not part of Auto Scaling group %s."
                            .formatted(instance, group));
        }
        if (!fits) {
            throw Faults.invalid(
                    "The instance %s is in %s state and can't leave it now."
                            .formatted(instance, owned.member().state()));
        }
        return owned.member();
    }

    ExitStandbyResponse exitStandby(ExitStandbyRequest request) {
        String name = request.autoScalingGroupName();
        List<Activity> activities =
                place.transact(
                        rows -> {
                            List<Activity> all = new ArrayList<>();
                            for (String id : request.instanceIds()) {
                                all.add(exit(rows, name, id));
                            }
                            return all;
                        });
        wake.accept(name);
        return ExitStandbyResponse.builder().activities(activities).build();
    }

    private Activity exit(Transaction rows, String name, String instance) {
        Group group = book.get(rows, name);
        Member member = inService(rows, name, instance);
        if (member.phase() != Phase.STANDBY) {
            throw Faults.invalid("The instance " + instance + " is not in Standby.");
        }
        int desired = group.desired() + 1;
        if (desired > group.spec().maxSize()) {
            throw Faults.invalid(
                    "AutoScalingGroup %s has max-size=%d, and moving instance %s out of standby would exceed it."
                            .formatted(name, group.spec().maxSize(), instance));
        }
        String description = "Moving EC2 instance out of Standby: " + instance;
        String cause =
                Causes.at(
                        place.now(),
                        "instance %s was moved out of standby in response to a user request, increasing the capacity from %d to %d."
                                .formatted(instance, desired - 1, desired));
        String activity = book.activities().begin(rows, name, description, cause);
        book.put(rows, group.with(group.spec().toBuilder().desiredCapacity(desired).build()));
        book.put(rows, name, member.in(Phase.PENDING, place.now()).withActivity(activity));
        return book.activities().find(rows, activity).orElseThrow();
    }

    SetInstanceProtectionResponse protect(SetInstanceProtectionRequest request) {
        String name = request.autoScalingGroupName();
        place.change(
                rows -> {
                    for (String id : request.instanceIds()) {
                        Member member = inService(rows, name, id);
                        book.put(rows, name, member.withGuard(request.protectedFromScaleIn()));
                    }
                });
        wake.accept(name);
        return SetInstanceProtectionResponse.builder().build();
    }
}
