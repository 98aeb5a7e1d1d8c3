package dev.tule.mtv.urls;

import dev.tule.mtv.View;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a path led to.
 *
 * @param view what answers
 * @param name the route's name; null where it has none
 * @param namespaces outermost first
 * @param route the patterns that matched, one after the other
 * @param arguments by name, as converters made them
 * @param typed the arguments as a record; null where the route has none
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/urlresolvers/#resolvermatch">Django:
 *     ResolverMatch</a>
 */
public record ResolverMatch(
        View view,
        @Nullable String name,
        List<String> namespaces,
        String route,
        Map<String, Object> arguments,
        @Nullable Record typed) {

    /** The name with its namespaces: {@code admin:index}; empty where the route has no name. */
    public String viewName() {
        return name == null
                ? ""
                : String.join(":", namespaces) + (namespaces.isEmpty() ? "" : ":") + name;
    }

    /** The arguments as a record, of a route that was declared with it. */
    public <P extends Record> P record(Class<P> type) {
        if (typed == null || !type.isInstance(typed)) {
            throw new IllegalStateException(
                    "the route " + route + " was not declared with " + type.getSimpleName());
        }
        return type.cast(typed);
    }
}
