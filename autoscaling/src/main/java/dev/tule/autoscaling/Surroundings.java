package dev.tule.autoscaling;

import dev.tule.autoscaling.life.Balancers;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * What groups of an account and region work with. Safe for use by many threads.
 *
 * @param ec2 where machines come from
 * @param cloudWatch where target-tracking policies have their alarms
 * @param balancers the load balancers that groups may name
 */
public record Surroundings(Ec2Client ec2, CloudWatchClient cloudWatch, Balancers balancers) {}
