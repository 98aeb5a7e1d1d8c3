package dev.tule.mtv.urls;

import dev.tule.mtv.Active;
import dev.tule.mtv.RecordView;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import java.util.List;
import java.util.Map;

/**
 * The words in which URLs are declared, to be imported statically.
 *
 * <pre>{@code
 * record BookPage(int id) {}
 *
 * static final List<Route> URLS = List.of(
 *     path("", Views::index, "index"),
 *     path("books/<int:id>/", BookPage.class, Views::book),
 *     rePath("^legacy-(?<n>[0-9]{1,4})\\.html$", Views::legacy, "legacy"),
 *     include("admin/", Admin.URLS));
 * }</pre>
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/http/urls/">Django: URL dispatcher</a>
 */
public final class Urls {

    private Urls() {}

    /**
     * A path such as {@code books/<int:id>/}: converters are int, str, slug, uuid, path, own ones.
     */
    public static Route.Endpoint path(String pattern, View view) {
        return new Route.Endpoint(new Route.Source(pattern, false), view, null, null);
    }

    /** As {@link #path(String, View)}, with a name for {@code reverse}. */
    public static Route.Endpoint path(String pattern, View view, String name) {
        return new Route.Endpoint(new Route.Source(pattern, false), view, name, null);
    }

    /**
     * A path whose arguments come as a record with a component for each. The record is the URL's
     * typed name; its simple name serves templates.
     */
    public static <P extends Record> Route.Endpoint path(
            String pattern, Class<P> arguments, RecordView<P> view) {
        return path(pattern, arguments, view, arguments.getSimpleName());
    }

    /** As {@link #path(String, Class, RecordView)}, with a name of its own for templates. */
    public static <P extends Record> Route.Endpoint path(
            String pattern, Class<P> arguments, RecordView<P> view, String name) {
        return new Route.Endpoint(
                new Route.Source(pattern, false),
                new TypedView<>(arguments, view),
                name,
                arguments);
    }

    /**
     * A regular expression, searched in what is left of the path; named groups are the arguments,
     * as text. A match that takes too many steps is refused with 400.
     */
    public static Route.Endpoint rePath(String regex, View view) {
        return new Route.Endpoint(new Route.Source(regex, true), view, null, null);
    }

    /** As {@link #rePath(String, View)}, with a name for {@code reverse}. */
    public static Route.Endpoint rePath(String regex, View view, String name) {
        return new Route.Endpoint(new Route.Source(regex, true), view, name, null);
    }

    /** Routes below a prefix, which may have arguments too. */
    public static Route.Include include(String prefix, List<? extends Route> routes) {
        return new Route.Include(new Route.Source(prefix, false), List.copyOf(routes), null, null);
    }

    /** The routes of an application, whose names are then {@code appName:name}. */
    public static Route.Include include(
            String prefix, String appName, List<? extends Route> routes) {
        return new Route.Include(
                new Route.Source(prefix, false), List.copyOf(routes), appName, appName);
    }

    /**
     * The path of a URL by its record.
     *
     * @throws NoReverseMatch where no route has that record
     */
    public static String reverse(Record arguments) {
        return Active.current().project().urls().reverse(arguments, List.of());
    }

    /**
     * The path of a URL by its name, with its arguments in order.
     *
     * @throws NoReverseMatch where there is none of that name with so many arguments
     */
    public static String reverse(String name, Object... arguments) {
        return Active.current().project().urls().reverse(name, List.of(arguments), List.of());
    }

    /** The path of a URL by its name, with its arguments by name. */
    public static String reverse(String name, Map<String, ?> arguments) {
        return Active.current().project().urls().reverse(name, arguments, List.of());
    }

    /** Gives a view its URL's arguments as a record. */
    private record TypedView<P extends Record>(Class<P> arguments, RecordView<P> view)
            implements View {

        @Override
        public Response handle(Request request) throws Exception {
            return view.handle(request, request.args(arguments));
        }
    }
}
