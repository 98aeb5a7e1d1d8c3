package dev.tule.elb.classic;

import dev.tule.elb.resource.Faults;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancing.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancing.model.TagDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.TagKeyOnly;
import software.amazon.awssdk.services.elasticloadbalancing.model.TooManyTagsException;

/** Tags of classic load balancers. Safe for use by many threads. */
final class ClassicTags {
    private static final int MOST = 50;

    private final Place place;

    ClassicTags(Place place) {
        this.place = place;
    }

    /** Adds tags to a balancer, or changes them. */
    static void put(Transaction rows, String balancer, List<Tag> tags) {
        String hook = ClassicTables.hook(balancer);
        for (Tag tag : tags) {
            if (tag.key().startsWith("aws:")) {
                throw Faults.invalid("Tag keys that begin with aws: are reserved for system use");
            }
            Tables.putTag(rows, hook, tag.key(), tag.value() == null ? "" : tag.value());
        }
        if (Tables.tags(rows, hook).size() > MOST) {
            throw TooManyTagsException.builder()
                    .message("The quota for the number of tags has been exceeded")
                    .build();
        }
    }

    AddTagsResponse add(AddTagsRequest request) {
        place.change(
                rows -> {
                    for (String name : request.loadBalancerNames()) {
                        put(rows, there(rows, name), request.tags());
                    }
                });
        return AddTagsResponse.builder().build();
    }

    RemoveTagsResponse remove(RemoveTagsRequest request) {
        List<String> keys = request.tags().stream().map(TagKeyOnly::key).toList();
        place.change(
                rows -> {
                    for (String name : request.loadBalancerNames()) {
                        String hook = ClassicTables.hook(there(rows, name));
                        keys.forEach(key -> Tables.deleteTag(rows, hook, key));
                    }
                });
        return RemoveTagsResponse.builder().build();
    }

    DescribeTagsResponse describe(DescribeTagsRequest request) {
        List<TagDescription> found =
                place.read(
                        rows ->
                                request.loadBalancerNames().stream()
                                        .map(name -> described(rows, there(rows, name)))
                                        .toList());
        return DescribeTagsResponse.builder().tagDescriptions(found).build();
    }

    private static String there(Snapshot rows, String name) {
        return ClassicTables.get(rows, name).loadBalancerName();
    }

    private static TagDescription described(Snapshot rows, String name) {
        return TagDescription.builder()
                .loadBalancerName(name)
                .tags(
                        Tables.tags(rows, ClassicTables.hook(name)).entrySet().stream()
                                .map(
                                        tag ->
                                                Tag.builder()
                                                        .key(tag.getKey())
                                                        .value(tag.getValue())
                                                        .build())
                                .toList())
                .build();
    }
}
