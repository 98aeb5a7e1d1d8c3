package dev.tule.dynamodb;

import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.store.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.TagResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.UntagResourceRequest;
import software.amazon.awssdk.services.dynamodb.model.UntagResourceResponse;

/** TagResource, UntagResource and ListTagsOfResource. Safe for use by many threads. */
final class TagOperations {
    private static final int MOST_TAGS = 50;
    private static final int MOST_LISTED = 10;
    private static final Pattern ARN =
            Pattern.compile("arn:[^:]+:dynamodb:([^:]+):([^:]+):table/([^/]+)");

    private final Tables tables;

    TagOperations(Tables tables) {
        this.tables = tables;
    }

    TagResourceResponse tagResource(TagResourceRequest request) {
        String arn = arn(request.resourceArn());
        if (request.tags().isEmpty()) {
            throw new InvalidRequest("Atleast one Tag needs to be provided as Input.");
        }
        Map<String, String> added = tags(request.tags());
        change(
                arn,
                tags -> {
                    Map<String, String> all = new LinkedHashMap<>(tags);
                    all.putAll(added);
                    checkCount(all);
                    return all;
                });
        return TagResourceResponse.builder().build();
    }

    UntagResourceResponse untagResource(UntagResourceRequest request) {
        String arn = arn(request.resourceArn());
        if (request.tagKeys().isEmpty()) {
            throw new InvalidRequest("Atleast one Tag Key needs to be provided as Input.");
        }
        change(
                arn,
                tags -> {
                    Map<String, String> rest = new LinkedHashMap<>(tags);
                    request.tagKeys().forEach(rest::remove);
                    return rest;
                });
        return UntagResourceResponse.builder().build();
    }

    ListTagsOfResourceResponse listTagsOfResource(ListTagsOfResourceRequest request) {
        String arn = arn(request.resourceArn());
        Table table = tables.read(snapshot -> require(snapshot, arn));
        String after = request.nextToken();
        List<Tag> rest =
                table.tags().entrySet().stream()
                        .filter(tag -> after == null || tag.getKey().compareTo(after) > 0)
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList();
        ListTagsOfResourceResponse.Builder response = ListTagsOfResourceResponse.builder();
        if (rest.size() > MOST_LISTED) {
            List<Tag> some = rest.subList(0, MOST_LISTED);
            return response.tags(some).nextToken(some.getLast().key()).build();
        }
        return response.tags(rest).build();
    }

    /** The tags of a request, checked. */
    static Map<String, String> tags(List<Tag> given) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Tag tag : given) {
            if (tag.key() == null || tag.key().isEmpty() || tag.value() == null) {
                throw new InvalidRequest(
                        "One or more parameter values were invalid: a tag needs a key and a"
                                + " value");
            }
            if (tags.put(tag.key(), tag.value()) != null) {
                throw new InvalidRequest("Tag keys must be unique: " + tag.key());
            }
        }
        checkCount(tags);
        return tags;
    }

    private static void checkCount(Map<String, String> tags) {
        if (tags.size() > MOST_TAGS) {
            throw new InvalidRequest(
                    "One or more parameter values were invalid: Too many tags: "
                            + tags.size()
                            + ". A resource has at most "
                            + MOST_TAGS);
        }
    }

    private static String arn(@Nullable String arn) {
        if (arn == null || !ARN.matcher(arn).matches()) {
            throw new InvalidRequest(
                    "Invalid TableArn: Invalid ResourceArn provided as input " + arn);
        }
        return arn;
    }

    private void change(String arn, UnaryOperator<Map<String, String>> change) {
        tables.change(
                transaction -> {
                    Table table = require(transaction, arn);
                    tables.save(transaction, table.withTags(change.apply(table.tags())));
                });
    }

    private Table require(Snapshot snapshot, String arn) {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw new IllegalStateException("checked before");
        }
        String name = matcher.group(3);
        if (!tables.arn(name).equals(arn)) {
            throw Faults.resourceNotFound(arn);
        }
        return tables.find(snapshot, name).orElseThrow(() -> Faults.resourceNotFound(arn));
    }
}
