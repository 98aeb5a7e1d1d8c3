package dev.tule.autoscaling;

import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.resource.Place;
import dev.tule.aws.AccountRegion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Consumer;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** Auto Scaling over machines and a store in memory, by a clock that stands. For one thread. */
final class Lab {
    static final String GROUP = "farm";
    private static final AccountRegion HERE = new AccountRegion("000000000000", "us-east-1");

    final Chaos chaos;
    final FakeEc2 ec2;
    final FakeTopics topics = new FakeTopics();
    final List<MetricDatum> metrics = new ArrayList<>();
    final FakeBalancers balancers;
    final FakeCloudWatch cloudWatch;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryStore store;
    private final Random ids;
    private final Map<String, Runnable> owners = new HashMap<>();
    private AutoScalingService service;

    Lab(long seed) {
        Random random = new Random(seed);
        this.ids = new Random(seed + 1);
        this.chaos = new Chaos(random);
        this.store = new MemoryStore(chaos);
        this.cloudWatch = new FakeCloudWatch(chaos);
        this.balancers = new FakeBalancers(() -> now, chaos);
        this.ec2 = new FakeEc2(() -> now, random, chaos, balancers::ending);
        this.service = started();
    }

    private AutoScalingService started() {
        return new AutoScalingService(
                new Place(HERE, store, () -> now, ids),
                new Surroundings(ec2, cloudWatch, balancers, topics, metrics::addAll),
                _ -> {});
    }

    AutoScalingClient client() {
        return service;
    }

    /** An alarm called hot executes a policy. */
    void alarmed(String policy, OptionalDouble beyond) {
        alarmed(policy, "hot", beyond);
    }

    void alarmed(String policy, String alarm, OptionalDouble beyond) {
        service.scaling().alarmed(policy, alarm, "ALARM", beyond);
    }

    /** Alarms are put and deleted, notifications published. */
    void tell() {
        service.tell();
    }

    void measure() {
        service.measure(now);
    }

    /** The server comes back: nothing is left of what was in its memory. */
    void restart() {
        owners.clear();
        service = started();
    }

    /** Every group is brought on. */
    void pass() {
        for (Group group : service.all()) {
            owners.computeIfAbsent(group.name(), service::owner).run();
        }
    }

    /** Time passes, in which groups are looked at every five seconds. */
    void passes(Duration length) {
        passes(length, Duration.ofSeconds(5));
    }

    void passes(Duration length, Duration pace) {
        Instant end = now.plus(length);
        while (now.isBefore(end)) {
            now = now.plus(pace);
            pass();
        }
    }

    void configuration(String name) {
        configuration(name, "t1.micro");
    }

    void configuration(String name, String type) {
        client().createLaunchConfiguration(
                        request ->
                                request.launchConfigurationName(name)
                                        .imageId("ami-00000000000000001")
                                        .instanceType(type));
    }

    void group(int min, int max, Consumer<CreateAutoScalingGroupRequest.Builder> more) {
        client().createAutoScalingGroup(
                        request ->
                                request.autoScalingGroupName(GROUP)
                                        .launchConfigurationName("first")
                                        .minSize(min)
                                        .maxSize(max)
                                        .availabilityZones("us-east-1a", "us-east-1b")
                                        .applyMutation(more));
    }

    AutoScalingGroup group() {
        return client().describeAutoScalingGroups().autoScalingGroups().getFirst();
    }

    List<Instance> instances() {
        return group().instances();
    }

    /** Those of the warm pool. */
    List<Instance> warm() {
        return client().describeWarmPool(r -> r.autoScalingGroupName(GROUP)).instances();
    }

    List<Activity> activities() {
        return client().describeScalingActivities().activities();
    }
}
