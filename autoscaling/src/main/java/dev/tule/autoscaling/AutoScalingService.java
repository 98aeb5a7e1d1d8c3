package dev.tule.autoscaling;

import dev.tule.autoscaling.balancing.TrafficSourceActions;
import dev.tule.autoscaling.balancing.TrafficSources;
import dev.tule.autoscaling.configuration.LaunchConfigurationActions;
import dev.tule.autoscaling.configuration.LaunchConfigurations;
import dev.tule.autoscaling.configuration.LaunchRequests;
import dev.tule.autoscaling.group.GroupActions;
import dev.tule.autoscaling.group.GroupMetrics;
import dev.tule.autoscaling.group.GroupTags;
import dev.tule.autoscaling.group.Groups;
import dev.tule.autoscaling.group.Membership;
import dev.tule.autoscaling.group.Processes;
import dev.tule.autoscaling.group.Reports;
import dev.tule.autoscaling.hook.LifecycleHookActions;
import dev.tule.autoscaling.hook.LifecycleHooks;
import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.life.Owner;
import dev.tule.autoscaling.notification.NotificationActions;
import dev.tule.autoscaling.notification.Notifications;
import dev.tule.autoscaling.policy.Policies;
import dev.tule.autoscaling.policy.PolicyActions;
import dev.tule.autoscaling.policy.Scaling;
import dev.tule.autoscaling.refresh.RefreshActions;
import dev.tule.autoscaling.refresh.Refreshes;
import dev.tule.autoscaling.resource.Place;
import dev.tule.autoscaling.schedule.ScheduledActionActions;
import dev.tule.autoscaling.schedule.ScheduledActions;
import dev.tule.autoscaling.warm.WarmPoolActions;
import dev.tule.autoscaling.warm.WarmPools;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.autoscaling.model.DescribeAccountLimitsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Auto Scaling of one account and region: the list of its rooms. Safe for use by many threads. */
final class AutoScalingService
        implements LaunchConfigurationActions,
                GroupActions,
                TrafficSourceActions,
                WarmPoolActions,
                LifecycleHookActions,
                PolicyActions,
                ScheduledActionActions,
                NotificationActions,
                RefreshActions {
    private final Book book;
    private final Surroundings around;
    private final LaunchRequests launches;
    private final LaunchConfigurations launchConfigurations;
    private final TrafficSources trafficSources;
    private final Groups groups;
    private final WarmPools warmPools;
    private final Membership membership;
    private final Processes processes;
    private final GroupTags groupTags;
    private final Reports reports;
    private final LifecycleHooks lifecycleHooks;
    private final Policies policies;
    private final Scaling scaling;
    private final ScheduledActions scheduledActions;
    private final Notifications notifications;
    private final GroupMetrics groupMetrics;
    private final Refreshes refreshes;

    /**
     * @param wake lets a group be brought on soon
     */
    AutoScalingService(Place place, Surroundings around, Consumer<String> wake) {
        this.book = Book.of(place);
        this.around = around;
        Ec2Client ec2 = around.ec2();
        this.launches = new LaunchRequests(place, ec2);
        this.launchConfigurations = new LaunchConfigurations(place, this::launches);
        this.trafficSources = new TrafficSources(book, around.balancers(), wake);
        this.groups = new Groups(book, ec2, launches, trafficSources, wake);
        this.warmPools = new WarmPools(book, Membership::instance, wake);
        this.membership = new Membership(book, ec2, wake);
        this.processes = new Processes(book, wake);
        this.groupTags = new GroupTags(book);
        this.reports = new Reports(book);
        this.lifecycleHooks = new LifecycleHooks(book, wake);
        this.policies = new Policies(book, around.cloudWatch());
        this.scaling = new Scaling(book, around.cloudWatch(), wake);
        this.scheduledActions = new ScheduledActions(book, wake);
        this.notifications = new Notifications(book, around.topics());
        this.groupMetrics = new GroupMetrics(book);
        this.refreshes = new Refreshes(book, launches, wake);
    }

    /** Whether a group launches from a configuration. */
    private boolean launches(String configuration) {
        return all().stream()
                .anyMatch(group -> configuration.equals(group.spec().launchConfigurationName()));
    }

    /** All groups, by name. */
    List<Group> all() {
        return book.place().read(rows -> book.groups(rows));
    }

    /** Brings a group on, once for each run; for one thread at a time. */
    Runnable owner(String group) {
        Owner owner = new Owner(group, book, around.ec2(), launches, around.balancers());
        return () -> {
            scheduledActions.follow(group);
            refreshes.follow(group);
            owner.pass();
        };
    }

    /** Lets others know: alarms of policies are put or deleted, and notifications published. */
    void tell() {
        policies.settle();
        notifications.deliver();
    }

    /** Groups tell of themselves, under the minute that has begun. */
    void measure(Instant minute) {
        List<MetricDatum> data = groupMetrics.measure(minute);
        if (!data.isEmpty()) {
            around.metrics().accept(data);
        }
    }

    /** Deletes activities that have grown old. */
    void forgetOld() {
        book.activities().forgetOld();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // holds nothing of its own
    }

    @Override
    public LaunchConfigurations launchConfigurations() {
        return launchConfigurations;
    }

    @Override
    public TrafficSources trafficSources() {
        return trafficSources;
    }

    @Override
    public Groups groups() {
        return groups;
    }

    @Override
    public WarmPools warmPools() {
        return warmPools;
    }

    @Override
    public Membership membership() {
        return membership;
    }

    @Override
    public Processes processes() {
        return processes;
    }

    @Override
    public GroupTags groupTags() {
        return groupTags;
    }

    @Override
    public Reports reports() {
        return reports;
    }

    @Override
    public LifecycleHooks lifecycleHooks() {
        return lifecycleHooks;
    }

    @Override
    public Policies policies() {
        return policies;
    }

    @Override
    public Scaling scaling() {
        return scaling;
    }

    @Override
    public ScheduledActions scheduledActions() {
        return scheduledActions;
    }

    @Override
    public Notifications notifications() {
        return notifications;
    }

    @Override
    public Refreshes refreshes() {
        return refreshes;
    }

    @Override
    public GroupMetrics groupMetrics() {
        return groupMetrics;
    }

    @Override
    public DescribeAccountLimitsResponse describeAccountLimits(
            DescribeAccountLimitsRequest request) {
        return DescribeAccountLimitsResponse.builder()
                .maxNumberOfAutoScalingGroups(Groups.MOST_GROUPS)
                .numberOfAutoScalingGroups(all().size())
                .maxNumberOfLaunchConfigurations(LaunchConfigurations.MOST)
                .numberOfLaunchConfigurations(launchConfigurations.count())
                .build();
    }
}
