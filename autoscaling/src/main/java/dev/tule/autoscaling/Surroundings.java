package dev.tule.autoscaling;

import dev.tule.autoscaling.life.Balancers;
import dev.tule.autoscaling.notification.Topics;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * What groups of an account and region work with. Safe for use by many threads.
 *
 * @param ec2 where machines come from
 * @param cloudWatch where target-tracking policies have their alarms
 * @param balancers the load balancers that groups may name
 * @param topics where groups notify
 * @param metrics takes the groups' own metrics, of the namespace {@link #NAMESPACE}
 */
public record Surroundings(
        Ec2Client ec2,
        CloudWatchClient cloudWatch,
        Balancers balancers,
        Topics topics,
        Consumer<List<MetricDatum>> metrics) {
    public static final String NAMESPACE = "AWS/AutoScaling";
}
