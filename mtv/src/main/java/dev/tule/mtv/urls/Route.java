package dev.tule.mtv.urls;

import dev.tule.mtv.View;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern leads to: a view, or more routes. Made by {@link Urls}.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/urls/">Django: URLconf functions</a>
 */
public sealed interface Route {

    /** The same with each view decorated, the first decorator outermost. */
    Route with(UnaryOperator<View> decorator);

    /**
     * A pattern's text.
     *
     * @param text as it was declared
     * @param isRegex whether it is a regular expression
     */
    record Source(String text, boolean isRegex) {}

    /**
     * One view.
     *
     * @param pattern what paths it takes
     * @param view what answers
     * @param name for {@code reverse}; null where it has none
     * @param arguments the record that its arguments come as; null for none
     */
    record Endpoint(
            Source pattern,
            View view,
            @Nullable String name,
            @Nullable Class<? extends Record> arguments)
            implements Route {

        @Override
        public Endpoint with(UnaryOperator<View> decorator) {
            return new Endpoint(pattern, decorator.apply(view), name, arguments);
        }
    }

    /**
     * Routes below a prefix.
     *
     * @param prefix what their paths begin with
     * @param routes tried in order
     * @param appName of the application that they are; null for none
     * @param namespace of this use of the application; null for none
     */
    record Include(
            Source prefix, List<Route> routes, @Nullable String appName, @Nullable String namespace)
            implements Route {

        public Include {
            routes = List.copyOf(routes);
        }

        @Override
        public Include with(UnaryOperator<View> decorator) {
            List<Route> decorated =
                    routes.stream().<Route>map(route -> route.with(decorator)).toList();
            return new Include(prefix, decorated, appName, namespace);
        }

        /** The same under a namespace of its own, for an application that is included twice. */
        public Include namespace(String newNamespace) {
            return new Include(
                    prefix, routes, appName == null ? newNamespace : appName, newNamespace);
        }
    }
}
