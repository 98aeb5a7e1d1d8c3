package dev.tule.mtv.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tags and filters under names. Filled once, before the project starts.
 *
 * <pre>{@code
 * Library shop = new Library()
 *     .filter("cents", (value, argument, context) -> Values.integer(value, 0) / 100)
 *     .simpleTag("today", (context, arguments, named) -> LocalDate.now(clock));
 * }</pre>
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/howto/custom-template-tags/">Django: custom
 *     template tags and filters</a>
 */
public final class Library {
    private final Map<String, Registered> filters = new TreeMap<>();
    private final Map<String, TagParser> tags = new TreeMap<>();

    /** A filter, and whether it leaves safe text safe. */
    record Registered(Filter filter, boolean keepsSafe) {}

    /** A tag that is a function of its arguments. */
    @FunctionalInterface
    public interface SimpleTag {
        @Nullable Object call(
                TemplateContext context,
                List<@Nullable Object> arguments,
                Map<String, @Nullable Object> named);
    }

    /** A tag that is a function of its arguments and of what stands between it and its end. */
    @FunctionalInterface
    public interface BlockTag {
        @Nullable Object call(
                TemplateContext context,
                SafeString body,
                List<@Nullable Object> arguments,
                Map<String, @Nullable Object> named);
    }

    public Library filter(String name, Filter filter) {
        filters.put(name, new Registered(filter, false));
        return this;
    }

    /** A filter that adds nothing that would need escaping: Django's {@code is_safe}. */
    public Library safeFilter(String name, Filter filter) {
        filters.put(name, new Registered(filter, true));
        return this;
    }

    public Library tag(String name, TagParser parser) {
        tags.put(name, parser);
        return this;
    }

    /** A tag whose result is written, escaped, or kept with {@code as name}. */
    public Library simpleTag(String name, SimpleTag function) {
        return tag(
                name,
                (parser, tag) -> {
                    Arguments arguments = Arguments.parse(parser, tag.arguments());
                    return (context, out) -> {
                        Object result =
                                function.call(
                                        context,
                                        arguments.positional(context),
                                        arguments.named(context));
                        arguments.deliver(result, context, out);
                    };
                });
    }

    /** As {@link #simpleTag}, with a body up to {@code end} and the tag's name. */
    public Library blockTag(String name, BlockTag function) {
        return tag(
                name,
                (parser, tag) -> {
                    Arguments arguments = Arguments.parse(parser, tag.arguments());
                    NodeList body = parser.parse("end" + name);
                    parser.next();
                    return (context, out) -> {
                        Object result =
                                function.call(
                                        context,
                                        SafeString.of(body.render(context)),
                                        arguments.positional(context),
                                        arguments.named(context));
                        arguments.deliver(result, context, out);
                    };
                });
    }

    /** A tag that renders a template with what a function gives it. */
    public Library inclusionTag(String name, String template, SimpleTag function) {
        return tag(
                name,
                (parser, tag) -> {
                    Arguments arguments = Arguments.parse(parser, tag.arguments());
                    TemplateEngine engine = parser.engine();
                    return (context, out) -> {
                        Map<String, @Nullable Object> variables = new HashMap<>();
                        if (function.call(
                                        context,
                                        arguments.positional(context),
                                        arguments.named(context))
                                instanceof Map<?, ?> result) {
                            result.forEach(
                                    (key, value) -> variables.put(String.valueOf(key), value));
                        }
                        engine.get(template).renderInto(context.isolated(variables), out);
                    };
                });
    }

    Map<String, Registered> filters() {
        return filters;
    }

    Map<String, TagParser> tags() {
        return tags;
    }
}
