package dev.tule.ec2.resource;

import dev.tule.aws.shape.Shape;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * The filters that a Describe action knows. A resource is shown when each filter has a value that
 * one of the resource's matches: {@code *} stands for any characters, {@code ?} for one, a
 * backslash takes the next character as it is; letters in their case (EC2 User Guide, "List and
 * filter"). {@code tag:KEY} and {@code tag-key} are known to all. Built once; then immutable.
 *
 * @param <T> the SDK's class of the resource
 */
public final class Filters<T> {
    private static final int MOST_VALUES = 200;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Map<String, Function<T, Stream<@Nullable Object>>> names = new HashMap<>();
    private final Function<T, SdkPojo> model;
    private final Shape shape;

    /**
     * The filters of what is shown.
     *
     * @param builder of the SDK's class whose members filters are on
     * @param model the object of that class in what is shown
     */
    public Filters(SdkPojo builder, Function<T, SdkPojo> model) {
        this.model = model;
        this.shape = Shape.of(builder);
    }

    /** The filters of what is shown as one of the SDK's classes. */
    public static <T extends SdkPojo> Filters<T> of(SdkPojo builder, Class<T> model) {
        return new Filters<>(builder, model::cast);
    }

    /** Filters on members, by their own names ({@link MemberPath}). */
    public Filters<T> onMembers(String... paths) {
        for (String path : paths) {
            onMember(path, path);
        }
        return this;
    }

    /** A filter that is called otherwise than the members it is on. */
    public Filters<T> onMember(String name, String path) {
        MemberPath members = MemberPath.of(shape, path);
        names.put(name, resource -> members.values(model.apply(resource)).map(value -> value));
        return this;
    }

    /** Filters on members of a part which filters call otherwise. */
    public Filters<T> onPart(String name, String path, String... members) {
        for (String member : members) {
            onMember(name + "." + member, path + "." + member);
        }
        return this;
    }

    /**
     * A filter on members of what belongs to what is shown.
     *
     * @param builder of the parts' class
     */
    public Filters<T> onEach(
            String name,
            SdkPojo builder,
            Function<T, ? extends Collection<? extends SdkPojo>> parts,
            String path) {
        MemberPath members = MemberPath.of(Shape.of(builder), path);
        names.put(name, resource -> parts.apply(resource).stream().flatMap(members::values));
        return this;
    }

    /** A filter on one value, which may be absent. */
    public Filters<T> on(String name, Function<T, @Nullable Object> value) {
        names.put(name, resource -> Stream.of(new @Nullable Object[] {value.apply(resource)}));
        return this;
    }

    /** Filters on what no resource here has: they let nothing through. */
    public Filters<T> onNothing(String... absent) {
        for (String name : absent) {
            names.put(name, _ -> Stream.empty());
        }
        return this;
    }

    /** A filter on several values. */
    public Filters<T> onAll(
            String name, Function<T, ? extends Collection<? extends @Nullable Object>> values) {
        names.put(name, resource -> values.apply(resource).stream().map(value -> value));
        return this;
    }

    /**
     * What resources must be like.
     *
     * @param tags of a resource, by key
     */
    public Predicate<T> asked(List<Filter> filters, Function<T, Map<String, String>> tags) {
        Predicate<T> all = _ -> true;
        for (Filter filter : filters) {
            all = all.and(one(filter, tags));
        }
        return all;
    }

    private Predicate<T> one(Filter filter, Function<T, Map<String, String>> tags) {
        String name = Faults.require(filter.name(), "Filter.Name");
        List<String> patterns = filter.values();
        if (patterns.isEmpty()) {
            throw Faults.invalidValue("The filter '" + name + "' must have at least one value");
        }
        if (patterns.size() > MOST_VALUES) {
            throw Faults.of(
                    "FilterLimitExceeded", "The maximum number of filter values is " + MOST_VALUES);
        }
        if (name.startsWith("tag:")) {
            String key = name.substring("tag:".length());
            return resource -> {
                String value = tags.apply(resource).get(key);
                return value != null && matchesAny(patterns, value);
            };
        }
        if (name.equals("tag-key")) {
            return resource ->
                    tags.apply(resource).keySet().stream()
                            .anyMatch(key -> matchesAny(patterns, key));
        }
        Function<T, Stream<@Nullable Object>> values = names.get(name);
        if (values == null) {
            throw Faults.invalidValue("The filter '" + name + "' is invalid");
        }
        return resource ->
                values.apply(resource)
                        .filter(Objects::nonNull)
                        .anyMatch(value -> matchesAny(patterns, text(value)));
    }

    private static String text(@Nullable Object value) {
        return value instanceof Instant time ? TIME.format(time) : String.valueOf(value);
    }

    private static boolean matchesAny(List<String> patterns, String value) {
        return patterns.stream().anyMatch(pattern -> Wildcards.matches(pattern, value));
    }
}
