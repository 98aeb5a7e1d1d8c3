package dev.tule.elb.balancer;

import static dev.tule.elb.resource.Tables.BALANCERS;
import static dev.tule.elb.resource.Tables.GROUPS;
import static dev.tule.elb.resource.Tables.LISTENERS;
import static dev.tule.elb.resource.Tables.RULES;

import dev.tule.elb.resource.Arn;
import dev.tule.elb.resource.Faults;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyTagsException;

/** Tags of load balancers, listeners, rules and target groups. */
public final class Tags {
    private static final int MOST = 50;

    private final Place place;

    public Tags(Place place) {
        this.place = place;
    }

    /** Adds tags to a thing, or changes them. */
    public static void put(Transaction rows, String arn, List<Tag> tags) {
        for (Tag tag : tags) {
            if (tag.key().startsWith("aws:")) {
                throw Faults.invalid("Tag keys that begin with aws: are reserved for system use");
            }
            Tables.putTag(rows, arn, tag.key(), tag.value() == null ? "" : tag.value());
        }
        if (Tables.tags(rows, arn).size() > MOST) {
            throw TooManyTagsException.builder().message("You have too many tags").build();
        }
    }

    AddTagsResponse add(AddTagsRequest request) {
        place.change(
                rows -> {
                    for (String arn : request.resourceArns()) {
                        check(rows, arn);
                        put(rows, arn, request.tags());
                    }
                });
        return AddTagsResponse.builder().build();
    }

    RemoveTagsResponse remove(RemoveTagsRequest request) {
        place.change(
                rows -> {
                    for (String arn : request.resourceArns()) {
                        check(rows, arn);
                        request.tagKeys().forEach(key -> Tables.deleteTag(rows, arn, key));
                    }
                });
        return RemoveTagsResponse.builder().build();
    }

    DescribeTagsResponse describe(DescribeTagsRequest request) {
        List<TagDescription> found =
                place.read(
                        rows ->
                                request.resourceArns().stream()
                                        .map(arn -> describe(rows, arn))
                                        .toList());
        return DescribeTagsResponse.builder().tagDescriptions(found).build();
    }

    private static TagDescription describe(Snapshot rows, String arn) {
        check(rows, arn);
        return TagDescription.builder()
                .resourceArn(arn)
                .tags(Tables.tags(rows, arn).entrySet().stream().map(Tags::tag).toList())
                .build();
    }

    private static Tag tag(Map.Entry<String, String> tag) {
        return Tag.builder().key(tag.getKey()).value(tag.getValue()).build();
    }

    private static void check(Snapshot rows, String arn) {
        if (arn.contains(":loadbalancer/")) {
            found(BALANCERS.find(rows, arn), Faults::noLoadBalancer);
        } else if (arn.contains(":targetgroup/")) {
            found(GROUPS.find(rows, arn), Faults::noTargetGroup);
        } else if (arn.contains(":listener/")) {
            found(LISTENERS.find(rows, arn), Faults::noListener);
        } else if (arn.contains(":listener-rule/")) {
            found(RULES.find(rows, Arn.listenerOf(arn), arn), Faults::noRule);
        } else {
            throw Faults.invalid("'%s' is not a valid ARN".formatted(arn));
        }
    }

    private static void found(Optional<?> row, Supplier<RuntimeException> fault) {
        if (row.isEmpty()) {
            throw fault.get();
        }
    }
}
