package dev.tule.autoscaling.group;

import dev.tule.autoscaling.balancing.TrafficSources;
import dev.tule.autoscaling.configuration.LaunchRequests;
import dev.tule.autoscaling.life.Balancers.Target;
import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Causes;
import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.life.Group.Site;
import dev.tule.autoscaling.life.Member;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Listing;
import dev.tule.autoscaling.resource.Place;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityRequest;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityResponse;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupResponse;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Groups as they are asked to be. Safe for use by many threads. */
public final class Groups {
    private static final int COOLDOWN_SECONDS = 300;

    /** AWS's usual quota. */
    public static final int MOST_GROUPS = 500;

    private final Book book;
    private final Place place;
    private final Sites sites;
    private final LaunchRequests launches;
    private final TrafficSources trafficSources;
    private final Consumer<String> wake;

    /**
     * @param wake lets a group be brought on soon
     */
    public Groups(
            Book book,
            Ec2Client ec2,
            LaunchRequests launches,
            TrafficSources trafficSources,
            Consumer<String> wake) {
        this.book = book;
        this.place = book.place();
        this.sites = new Sites(ec2);
        this.launches = launches;
        this.trafficSources = trafficSources;
        this.wake = wake;
    }

    CreateAutoScalingGroupResponse create(CreateAutoScalingGroupRequest request) {
        Specification.refuse(request);
        String name = request.autoScalingGroupName();
        List<Site> where = sites.of(request.availabilityZones(), request.vpcZoneIdentifier());
        int desired = Objects.requireNonNullElse(request.desiredCapacity(), request.minSize());
        AutoScalingGroup spec =
                Specification.check(
                        AutoScalingGroup.builder()
                                .autoScalingGroupName(name)
                                .autoScalingGroupARN(
                                        place.arn(
                                                "autoScalingGroup:%s:autoScalingGroupName/%s"
                                                        .formatted(place.newId(), name)))
                                .launchConfigurationName(request.launchConfigurationName())
                                .launchTemplate(template(request.launchTemplate()))
                                .minSize(request.minSize())
                                .maxSize(request.maxSize())
                                .desiredCapacity(desired)
                                .defaultCooldown(or(request.defaultCooldown(), COOLDOWN_SECONDS))
                                .availabilityZones(zones(where))
                                .vpcZoneIdentifier(
                                        Objects.requireNonNullElse(request.vpcZoneIdentifier(), ""))
                                .loadBalancerNames(request.loadBalancerNames())
                                .targetGroupARNs(request.targetGroupARNs())
                                .healthCheckType(
                                        Objects.requireNonNullElse(
                                                request.healthCheckType(), "EC2"))
                                .healthCheckGracePeriod(or(request.healthCheckGracePeriod(), 0))
                                .createdTime(place.now())
                                .terminationPolicies(
                                        request.terminationPolicies().isEmpty()
                                                ? List.of("Default")
                                                : request.terminationPolicies())
                                .newInstancesProtectedFromScaleIn(
                                        Boolean.TRUE.equals(
                                                request.newInstancesProtectedFromScaleIn()))
                                .defaultInstanceWarmup(request.defaultInstanceWarmup())
                                .instanceMaintenancePolicy(
                                        Specification.maintenance(
                                                request.instanceMaintenancePolicy()))
                                .tags(GroupTags.of(name, request.tags()))
                                .build());
        Group plain = Group.fresh(spec, where);
        List<Target> targets = new ArrayList<>(plain.targets());
        targets.addAll(TrafficSources.targets(request.trafficSources()));
        Group group = trafficSources.before(targets, plain);
        checkSource(group);
        String cause =
                Causes.at(place.now(), "a user request created an AutoScalingGroup")
                        + Causes.changing(0, desired);
        place.know();
        place.change(
                rows -> {
                    create(rows, group.with(group.memory().because(cause)));
                    request.lifecycleHookSpecificationList()
                            .forEach(
                                    hook ->
                                            book.put(
                                                    rows,
                                                    dev.tule.autoscaling.hook.LifecycleHooks.hook(
                                                            name, hook)));
                });
        wake.accept(name);
        return CreateAutoScalingGroupResponse.builder().build();
    }

    private void create(Transaction rows, Group group) {
        if (book.find(rows, group.name()).isPresent()) {
            throw Faults.exists(
                    "AutoScalingGroup by this name already exists - A group with the name "
                            + group.name()
                            + " already exists");
        }
        if (book.groups(rows).size() >= MOST_GROUPS) {
            throw Faults.limit("There are already " + MOST_GROUPS + " groups.");
        }
        book.put(rows, group);
    }

    /** That what it launches from is there. */
    private void checkSource(Group group) {
        try {
            var _ = launches.source(group);
        } catch (software.amazon.awssdk.services.ec2.model.Ec2Exception wrong) {
            throw Faults.invalid(wrong.awsErrorDetails().errorMessage());
        }
    }

    private @Nullable LaunchTemplateSpecification template(
            @Nullable LaunchTemplateSpecification wanted) {
        if (wanted == null) {
            return null;
        }
        Member.Source source = launches.source(wanted);
        return LaunchTemplateSpecification.builder()
                .launchTemplateId(source.templateId())
                .launchTemplateName(source.template())
                .version(wanted.version())
                .build();
    }

    private static int or(@Nullable Integer given, int usual) {
        return given == null ? usual : given;
    }

    private static List<String> zones(List<Site> sites) {
        return sites.stream().map(Site::zone).distinct().toList();
    }

    UpdateAutoScalingGroupResponse update(UpdateAutoScalingGroupRequest request) {
        Specification.refuse(request);
        String name = request.autoScalingGroupName();
        LaunchTemplateSpecification template = template(request.launchTemplate());
        place.change(
                rows -> {
                    Group group = book.get(rows, name);
                    refuseDeleting(group);
                    book.put(rows, updated(group, request, template));
                });
        wake.accept(name);
        return UpdateAutoScalingGroupResponse.builder().build();
    }

    private Group updated(
            Group group,
            UpdateAutoScalingGroupRequest request,
            @Nullable LaunchTemplateSpecification template) {
        AutoScalingGroup before = group.spec();
        int min = or(request.minSize(), before.minSize());
        int max = or(request.maxSize(), before.maxSize());
        int desired =
                request.desiredCapacity() == null
                        ? Math.max(min, Math.min(max, before.desiredCapacity()))
                        : request.desiredCapacity();
        boolean other = Specification.given(request.launchConfigurationName()) || template != null;
        List<Site> where = group.sites();
        if (!request.availabilityZones().isEmpty()
                || Specification.given(request.vpcZoneIdentifier())) {
            where = sites.of(request.availabilityZones(), request.vpcZoneIdentifier());
        }
        AutoScalingGroup.Builder after =
                before.toBuilder()
                        .minSize(min)
                        .maxSize(max)
                        .desiredCapacity(desired)
                        .launchConfigurationName(
                                other
                                        ? request.launchConfigurationName()
                                        : before.launchConfigurationName())
                        .launchTemplate(other ? template : before.launchTemplate())
                        .defaultCooldown(or(request.defaultCooldown(), before.defaultCooldown()))
                        .healthCheckGracePeriod(
                                or(
                                        request.healthCheckGracePeriod(),
                                        before.healthCheckGracePeriod()))
                        .availabilityZones(zones(where));
        if (request.healthCheckType() != null) {
            after.healthCheckType(request.healthCheckType());
        }
        if (request.vpcZoneIdentifier() != null) {
            after.vpcZoneIdentifier(request.vpcZoneIdentifier());
        }
        if (!request.terminationPolicies().isEmpty()) {
            after.terminationPolicies(request.terminationPolicies());
        }
        if (request.newInstancesProtectedFromScaleIn() != null) {
            after.newInstancesProtectedFromScaleIn(request.newInstancesProtectedFromScaleIn());
        }
        if (request.defaultInstanceWarmup() != null) {
            after.defaultInstanceWarmup(request.defaultInstanceWarmup());
        }
        if (request.instanceMaintenancePolicy() != null) {
            after.instanceMaintenancePolicy(
                    Specification.maintenance(request.instanceMaintenancePolicy()));
        }
        Group changed = group.with(Specification.check(after.build())).with(where);
        if (other) {
            checkSource(changed);
        }
        if (desired == before.desiredCapacity()) {
            return changed;
        }
        String cause =
                Causes.at(
                                place.now(),
                                "a user request update of AutoScalingGroup constraints to min: %d, max: %d, desired: %d"
                                        .formatted(min, max, desired))
                        + Causes.changing(before.desiredCapacity(), desired);
        return changed.with(changed.memory().because(cause));
    }

    static void refuseDeleting(Group group) {
        if (group.deleting()) {
            throw Faults.scaling("AutoScalingGroup " + group.name() + " is being deleted");
        }
    }

    SetDesiredCapacityResponse setDesired(SetDesiredCapacityRequest request) {
        String name = request.autoScalingGroupName();
        place.change(
                rows -> {
                    Group group = book.get(rows, name);
                    refuseDeleting(group);
                    if (Boolean.TRUE.equals(request.honorCooldown())
                            && place.now().isBefore(group.memory().cooledAt())) {
                        throw Faults.scaling(
                                "Scaling activity is in progress, or the group is cooling down");
                    }
                    book.put(
                            rows,
                            desiring(
                                    group,
                                    request.desiredCapacity(),
                                    Causes.at(
                                            place.now(),
                                            "a user request explicitly set group desired capacity")));
                });
        wake.accept(name);
        return SetDesiredCapacityResponse.builder().build();
    }

    /**
     * A group of another desired capacity, within its bounds.
     *
     * @param why a sentence without its end
     */
    static Group desiring(Group group, int desired, String why) {
        int min = group.spec().minSize();
        int max = group.spec().maxSize();
        if (desired > max) {
            throw Faults.invalid(
                    "New SetDesiredCapacity value %d is above max value %d for the AutoScalingGroup."
                            .formatted(desired, max));
        }
        if (desired < min) {
            throw Faults.invalid(
                    "New SetDesiredCapacity value %d is below min value %d for the AutoScalingGroup."
                            .formatted(desired, min));
        }
        return group.with(group.spec().toBuilder().desiredCapacity(desired).build())
                .with(group.memory().because(why + Causes.changing(group.desired(), desired)));
    }

    DeleteAutoScalingGroupResponse delete(DeleteAutoScalingGroupRequest request) {
        String name = request.autoScalingGroupName();
        place.change(
                rows -> {
                    Group group = book.get(rows, name);
                    boolean members = !book.everybody(rows, name).isEmpty();
                    if (members && !Boolean.TRUE.equals(request.forceDelete())) {
                        throw Faults.inUse(
                                "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.");
                    }
                    if (!members) {
                        book.delete(rows, name);
                        return;
                    }
                    book.put(
                            rows,
                            group.with(
                                    group.spec().toBuilder()
                                            .minSize(0)
                                            .maxSize(0)
                                            .desiredCapacity(0)
                                            .status("Delete in progress")
                                            .build()));
                });
        wake.accept(name);
        return DeleteAutoScalingGroupResponse.builder().build();
    }

    DescribeAutoScalingGroupsResponse describe(DescribeAutoScalingGroupsRequest request) {
        List<AutoScalingGroup> found = new ArrayList<>();
        place.read(
                rows -> {
                    for (Group group : book.groups(rows)) {
                        boolean named =
                                request.autoScalingGroupNames().isEmpty()
                                        || request.autoScalingGroupNames().contains(group.name());
                        if (named && matches(group, request.filters())) {
                            found.add(described(rows, group));
                        }
                    }
                    return Optional.empty();
                });
        Listing<AutoScalingGroup> page =
                Listing.of(
                        found,
                        AutoScalingGroup::autoScalingGroupName,
                        request.maxRecords(),
                        request.nextToken());
        return DescribeAutoScalingGroupsResponse.builder()
                .autoScalingGroups(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private AutoScalingGroup described(Snapshot rows, Group group) {
        List<Instance> instances =
                book.members(rows, group.name()).stream()
                        .filter(member -> !member.instance().isEmpty())
                        .map(Membership::instance)
                        .toList();
        return group.spec().toBuilder()
                .instances(instances)
                .trafficSources(TrafficSources.identifiers(group))
                .warmPoolSize(warmPoolSize(rows, group))
                .build();
    }

    private @Nullable Integer warmPoolSize(Snapshot rows, Group group) {
        return group.spec().warmPoolConfiguration() == null
                ? null
                : book.warm(rows, group.name()).size();
    }

    private static boolean matches(Group group, List<Filter> filters) {
        return filters.stream().allMatch(filter -> matches(group.spec().tags(), filter));
    }

    private static boolean matches(List<TagDescription> tags, Filter filter) {
        String name = filter.name();
        if (name.equals("tag-key")) {
            return tags.stream().anyMatch(tag -> filter.values().contains(tag.key()));
        }
        if (name.equals("tag-value")) {
            return tags.stream().anyMatch(tag -> filter.values().contains(tag.value()));
        }
        if (name.startsWith("tag:")) {
            return tags.stream()
                    .anyMatch(
                            tag ->
                                    tag.key().equals(name.substring("tag:".length()))
                                            && filter.values().contains(tag.value()));
        }
        throw Faults.invalid("Filter type " + name + " is not valid for this action.");
    }
}
