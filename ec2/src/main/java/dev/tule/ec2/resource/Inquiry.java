package dev.tule.ec2.resource;

import dev.tule.aws.AwsFault;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What a Describe action asks for: named resources, filters, a page.
 *
 * @param ids none for all
 */
public record Inquiry(
        List<String> ids,
        List<Filter> filters,
        @Nullable Integer maxResults,
        @Nullable String nextToken) {
    public Inquiry {
        ids = List.copyOf(ids);
        filters = List.copyOf(filters);
    }

    /** How a resource's tags are asked for and shown. */
    public record Shape<T>(Function<T, String> id, BiFunction<T, List<Tag>, T> withTags) {}

    /**
     * The resources of a table that are asked for.
     *
     * @throws AwsFault when one that is named isn't there
     */
    public <T extends SdkPojo> Listing<T> of(
            Snapshot rows, Table<T> table, Filters<T> known, Shape<T> shape) {
        return of(rows, table, known, shape, UnaryOperator.identity());
    }

    /**
     * As the other {@code of}.
     *
     * @param complete adds what isn't kept in the resource's row
     */
    public <T extends SdkPojo> Listing<T> of(
            Snapshot rows,
            Table<T> table,
            Filters<T> known,
            Shape<T> shape,
            UnaryOperator<T> complete) {
        ids.forEach(id -> table.get(rows, id));
        Map<String, Map<String, String>> tags = TagRows.all(rows);
        Function<T, Map<String, String>> tagsOf =
                each -> tags.getOrDefault(shape.id.apply(each), Map.of());
        Predicate<T> asked = known.asked(filters, tagsOf);
        List<T> found =
                table.all(rows).values().stream()
                        .filter(each -> ids.isEmpty() || ids.contains(shape.id.apply(each)))
                        .map(complete)
                        .filter(asked)
                        .map(each -> tagged(each, tagsOf.apply(each), shape))
                        .toList();
        return Listing.of(found, shape.id, maxResults, nextToken);
    }

    /** What has no tags has no list of them either, as on AWS. */
    private static <T> T tagged(T each, Map<String, String> tags, Shape<T> shape) {
        return tags.isEmpty() ? each : shape.withTags.apply(each, TagRows.models(tags));
    }
}
