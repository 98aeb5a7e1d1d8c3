package dev.tule.autoscaling.balancing;

import dev.tule.autoscaling.life.Attachment;
import dev.tule.autoscaling.life.Attachment.State;
import dev.tule.autoscaling.life.Balancers;
import dev.tule.autoscaling.life.Balancers.Target;
import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Listing;
import dev.tule.autoscaling.resource.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancerTargetGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTrafficSourcesResponse;
import software.amazon.awssdk.services.autoscaling.model.LoadBalancerState;
import software.amazon.awssdk.services.autoscaling.model.LoadBalancerTargetGroupState;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceIdentifier;
import software.amazon.awssdk.services.autoscaling.model.TrafficSourceState;

/**
 * Attaches load balancers to groups and detaches them. Machines are registered and taken out by the
 * loop ({@link dev.tule.autoscaling.life}). Safe for use by many threads.
 */
public final class TrafficSources {
    private static final String CLASSIC = "elb";
    private static final String TARGET_GROUP = "elbv2";

    /** AWS's quota of target groups; of classic load balancers, too. */
    private static final int MOST = 50;

    private final Book book;
    private final Place place;
    private final Balancers balancers;
    private final Consumer<String> wake;

    /**
     * @param wake lets a group be brought on soon
     */
    public TrafficSources(Book book, Balancers balancers, Consumer<String> wake) {
        this.book = book;
        this.place = book.place();
        this.balancers = balancers;
        this.wake = wake;
    }

    static List<Target> classic(List<String> names) {
        return names.stream().map(name -> new Target(true, name)).toList();
    }

    static List<Target> targetGroups(List<String> arns) {
        return arns.stream().map(arn -> new Target(false, arn)).toList();
    }

    /** Those of any type; other types than load balancers are refused by name. */
    public static List<Target> targets(List<TrafficSourceIdentifier> sources) {
        return sources.stream().map(TrafficSources::target).toList();
    }

    private static Target target(TrafficSourceIdentifier source) {
        String name = source.identifier();
        String usual = name.startsWith("arn:") ? TARGET_GROUP : CLASSIC;
        String type = source.type() == null ? usual : source.type();
        return switch (type) {
            case CLASSIC -> new Target(true, name);
            case TARGET_GROUP -> new Target(false, name);
            default -> throw Faults.notImplemented("A traffic source of type " + type);
        };
    }

    /** A group's load balancers as traffic sources. */
    public static List<TrafficSourceIdentifier> identifiers(Group group) {
        return group.targets().stream()
                .map(
                        target ->
                                TrafficSourceIdentifier.builder()
                                        .identifier(target.name())
                                        .type(type(target))
                                        .build())
                .toList();
    }

    private static String type(Target target) {
        return target.classic() ? CLASSIC : TARGET_GROUP;
    }

    /** A group with these load balancers in front of it and no others, all of which are there. */
    public Group before(List<Target> targets, Group group) {
        for (Target target : targets) {
            if (!balancers.exists(target)) {
                throw Faults.invalid(
                        "Provided %s may not be valid. Please ensure they exist and try again: %s"
                                .formatted(kind(target), target.name()));
            }
        }
        return with(group, targets);
    }

    private static String kind(Target target) {
        return target.classic() ? "Load Balancers" : "Target Groups";
    }

    private static Group with(Group group, List<Target> targets) {
        List<String> classic = names(targets, true);
        List<String> arns = names(targets, false);
        if (classic.size() > MOST || arns.size() > MOST) {
            throw Faults.limit("There may be %d of a kind before a group.".formatted(MOST));
        }
        return group.with(
                group.spec().toBuilder().loadBalancerNames(classic).targetGroupARNs(arns).build());
    }

    private static List<String> names(List<Target> targets, boolean classic) {
        return targets.stream()
                .filter(target -> target.classic() == classic)
                .map(Target::name)
                .distinct()
                .toList();
    }

    /** Its machines are registered soon; those that were being taken out come back. */
    void attach(String name, List<Target> targets) {
        place.change(
                rows -> {
                    Group group = book.get(rows, name);
                    refuseDeleting(group);
                    List<Target> all =
                            Stream.concat(group.targets().stream(), targets.stream()).toList();
                    book.put(rows, before(all, group));
                    targets.stream()
                            .filter(target -> !group.targets().contains(target))
                            .forEach(target -> book.forget(rows, name, target));
                });
        wake.accept(name);
    }

    private static void refuseDeleting(Group group) {
        if (group.deleting()) {
            throw Faults.scaling("AutoScalingGroup " + group.name() + " is being deleted");
        }
    }

    void detach(String name, List<Target> targets) {
        place.change(
                rows -> {
                    Group group = book.get(rows, name);
                    List<Target> left = new ArrayList<>(group.targets());
                    for (Target target : targets) {
                        if (!left.remove(target)) {
                            throw Faults.invalid(
                                    "Trying to remove %s that are not part of the group: %s"
                                            .formatted(kind(target), target.name()));
                        }
                        book.put(rows, name, new Attachment(target, State.REMOVING));
                    }
                    book.put(rows, with(group, left));
                });
        wake.accept(name);
    }

    private Listing<Attachment> page(
            String name, @Nullable String type, @Nullable Integer most, @Nullable String token) {
        List<Attachment> all =
                place.read(rows -> book.attachments(rows, book.get(rows, name))).stream()
                        .filter(each -> type == null || type.equals(type(each.target())))
                        .toList();
        return Listing.of(
                all, each -> type(each.target()) + " " + each.target().name(), most, token);
    }

    DescribeLoadBalancersResponse describe(DescribeLoadBalancersRequest request) {
        Listing<Attachment> page =
                page(
                        request.autoScalingGroupName(),
                        CLASSIC,
                        request.maxRecords(),
                        request.nextToken());
        List<LoadBalancerState> states =
                page.items().stream()
                        .map(
                                each ->
                                        LoadBalancerState.builder()
                                                .loadBalancerName(each.target().name())
                                                .state(each.state().word())
                                                .build())
                        .toList();
        return DescribeLoadBalancersResponse.builder()
                .loadBalancers(states)
                .nextToken(page.nextToken())
                .build();
    }

    DescribeLoadBalancerTargetGroupsResponse describe(
            DescribeLoadBalancerTargetGroupsRequest request) {
        Listing<Attachment> page =
                page(
                        request.autoScalingGroupName(),
                        TARGET_GROUP,
                        request.maxRecords(),
                        request.nextToken());
        List<LoadBalancerTargetGroupState> states =
                page.items().stream()
                        .map(
                                each ->
                                        LoadBalancerTargetGroupState.builder()
                                                .loadBalancerTargetGroupARN(each.target().name())
                                                .state(each.state().word())
                                                .build())
                        .toList();
        return DescribeLoadBalancerTargetGroupsResponse.builder()
                .loadBalancerTargetGroups(states)
                .nextToken(page.nextToken())
                .build();
    }

    DescribeTrafficSourcesResponse describe(DescribeTrafficSourcesRequest request) {
        Listing<Attachment> page =
                page(
                        request.autoScalingGroupName(),
                        request.trafficSourceType(),
                        request.maxRecords(),
                        request.nextToken());
        return DescribeTrafficSourcesResponse.builder()
                .trafficSources(page.items().stream().map(TrafficSources::state).toList())
                .nextToken(page.nextToken())
                .build();
    }

    @SuppressWarnings("deprecation") // Older programs read the name where it was before.
    private static TrafficSourceState state(Attachment attachment) {
        String name = attachment.target().name();
        return TrafficSourceState.builder()
                .trafficSource(name)
                .identifier(name)
                .type(type(attachment.target()))
                .state(attachment.state().word())
                .build();
    }
}
