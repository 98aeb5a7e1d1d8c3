package dev.tule.autoscaling.group;

import dev.tule.autoscaling.life.Activities.Listed;
import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.resource.Listing;
import dev.tule.autoscaling.resource.Place;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/** What has become of groups, and where machines belong. Safe for use by many threads. */
public final class Reports {
    private final Book book;
    private final Place place;

    public Reports(Book book) {
        this.book = book;
        this.place = book.place();
    }

    DescribeScalingActivitiesResponse activities(DescribeScalingActivitiesRequest request) {
        String group = request.autoScalingGroupName();
        List<Listed> found =
                place.read(
                        rows -> {
                            if (group == null) {
                                return book.activities().all(rows);
                            }
                            List<Listed> activities = book.activities().of(rows, group);
                            if (activities.isEmpty()) {
                                book.get(rows, group);
                            }
                            return activities;
                        });
        List<Listed> wanted =
                found.stream()
                        .filter(
                                each ->
                                        request.activityIds().isEmpty()
                                                || request.activityIds()
                                                        .contains(each.activity().activityId()))
                        .toList();
        Listing<Listed> page =
                Listing.of(wanted, Listed::position, request.maxRecords(), request.nextToken());
        return DescribeScalingActivitiesResponse.builder()
                .activities(page.items().stream().map(Listed::activity).toList())
                .nextToken(page.nextToken())
                .build();
    }

    DescribeAutoScalingInstancesResponse instances(DescribeAutoScalingInstancesRequest request) {
        List<AutoScalingInstanceDetails> found = new ArrayList<>();
        for (Book.Owned owned : place.read(rows -> book.allMembers(rows))) {
            Instance instance = Membership.instance(owned.member());
            if (request.instanceIds().isEmpty()
                    || request.instanceIds().contains(instance.instanceId())) {
                found.add(
                        AutoScalingInstanceDetails.builder()
                                .instanceId(instance.instanceId())
                                .instanceType(instance.instanceType())
                                .autoScalingGroupName(owned.group())
                                .availabilityZone(instance.availabilityZone())
                                .lifecycleState(instance.lifecycleStateAsString())
                                .healthStatus(owned.member().healthy() ? "HEALTHY" : "UNHEALTHY")
                                .launchConfigurationName(instance.launchConfigurationName())
                                .launchTemplate(instance.launchTemplate())
                                .protectedFromScaleIn(instance.protectedFromScaleIn())
                                .build());
            }
        }
        Listing<AutoScalingInstanceDetails> page =
                Listing.of(
                        found,
                        AutoScalingInstanceDetails::instanceId,
                        request.maxRecords(),
                        request.nextToken());
        return DescribeAutoScalingInstancesResponse.builder()
                .autoScalingInstances(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
