package dev.tule.mtv.urls;

import dev.tule.mtv.urls.UrlPattern.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the view of a path, and the path of a view. Compiled once; immutable afterwards and safe
 * for use by many threads.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/urlresolvers/">Django: urlresolvers</a>
 */
public final class Resolver {
    private final Map<String, Converter<?>> converters;
    private final List<Node> root;
    private final Reversals names = new Reversals();
    private final Map<Class<?>, List<Reversals.Target>> records = new HashMap<>();

    private sealed interface Node {
        UrlPattern pattern();
    }

    private record Leaf(
            UrlPattern pattern,
            Route.Endpoint endpoint,
            @Nullable ArgumentRecord arguments,
            List<String> namespaces,
            String route)
            implements Node {}

    private record Branch(UrlPattern pattern, List<Node> nodes) implements Node {}

    /** What was passed on the way to a route. */
    private record Way(
            String route,
            List<Part.Parameter> parameters,
            Optional<List<Part>> parts,
            List<String> namespaces,
            Reversals names) {

        Way then(UrlPattern pattern, List<Part.Parameter> more) {
            List<Part.Parameter> all = new ArrayList<>(parameters);
            all.addAll(more);
            Optional<List<Part>> joined =
                    parts.flatMap(before -> pattern.parts().map(after -> joined(before, after)));
            return new Way(route + pattern.source(), all, joined, namespaces, names);
        }

        private static List<Part> joined(List<Part> before, List<Part> after) {
            List<Part> all = new ArrayList<>(before);
            all.addAll(after);
            return all;
        }

        Way into(String appName, String namespace) {
            List<String> inner = new ArrayList<>(namespaces);
            inner.add(namespace);
            return new Way(
                    route, parameters, parts, List.copyOf(inner), names.within(appName, namespace));
        }
    }

    /**
     * Compiles routes.
     *
     * @param own converters beside Django's own
     * @throws dev.tule.mtv.ImproperlyConfigured where a pattern makes no sense
     */
    public Resolver(List<Route> routes, Map<String, Converter<?>> own) {
        Map<String, Converter<?>> all = new HashMap<>(Converter.BUILT_IN);
        all.putAll(own);
        this.converters = all;
        Way start = new Way("", List.of(), Optional.of(List.of()), List.of(), names);
        this.root = compile(routes, start);
    }

    private List<Node> compile(List<Route> routes, Way way) {
        List<Node> nodes = new ArrayList<>();
        for (Route route : routes) {
            nodes.add(
                    switch (route) {
                        case Route.Endpoint endpoint -> leaf(endpoint, way);
                        case Route.Include include -> branch(include, way);
                    });
        }
        return nodes;
    }

    private Leaf leaf(Route.Endpoint endpoint, Way way) {
        UrlPattern pattern = pattern(endpoint.pattern(), true);
        Way here = way.then(pattern, parameters(pattern));
        Class<? extends Record> type = endpoint.arguments();
        ArgumentRecord arguments =
                type == null ? null : new ArgumentRecord(type, here.parameters, here.route);
        here.parts.ifPresent(
                parts -> {
                    Reversals.Target target = new Reversals.Target(parts, here.namespaces);
                    if (endpoint.name() != null) {
                        here.names.add(endpoint.name(), target);
                    }
                    if (type != null) {
                        records.computeIfAbsent(type, k -> new ArrayList<>(1)).add(target);
                    }
                });
        return new Leaf(pattern, endpoint, arguments, here.namespaces, here.route);
    }

    private Branch branch(Route.Include include, Way way) {
        UrlPattern pattern = pattern(include.prefix(), false);
        Way here = way.then(pattern, parameters(pattern));
        String namespace = include.namespace();
        if (namespace != null) {
            String appName = include.appName();
            here = here.into(appName == null ? namespace : appName, namespace);
        }
        return new Branch(pattern, compile(include.routes(), here));
    }

    private UrlPattern pattern(Route.Source source, boolean toEnd) {
        return source.isRegex()
                ? RegexPattern.ofRegex(source.text())
                : PathSyntax.compile(source.text(), toEnd, converters);
    }

    private static List<Part.Parameter> parameters(UrlPattern pattern) {
        return switch (pattern) {
            case RegexPattern regex -> regex.parameters();
            case ScannedPattern scanned ->
                    scanned.pieces().stream()
                            .filter(Part.Parameter.class::isInstance)
                            .map(Part.Parameter.class::cast)
                            .toList();
        };
    }

    /** The first route that matches a decoded path; its leading slash belongs to no pattern. */
    public Optional<ResolverMatch> resolve(String path) {
        return path.startsWith("/")
                ? Optional.ofNullable(resolve(root, path, 1, Map.of()))
                : Optional.empty();
    }

    private static @Nullable ResolverMatch resolve(
            List<Node> nodes, String path, int from, Map<String, Object> outer) {
        for (Node node : nodes) {
            UrlPattern.Hit hit = node.pattern().match(path, from);
            if (hit != null) {
                Map<String, Object> arguments = merged(outer, hit.arguments());
                ResolverMatch match =
                        switch (node) {
                            case Branch branch -> resolve(branch.nodes, path, hit.end(), arguments);
                            case Leaf leaf -> match(leaf, arguments);
                        };
                if (match != null) {
                    return match;
                }
            }
        }
        return null;
    }

    private static @Nullable ResolverMatch match(Leaf leaf, Map<String, Object> arguments) {
        Record typed = leaf.arguments == null ? null : leaf.arguments.make(arguments);
        if (leaf.arguments != null && typed == null) {
            return null;
        }
        return new ResolverMatch(
                leaf.endpoint.view(),
                leaf.endpoint.name(),
                leaf.namespaces,
                leaf.route,
                arguments,
                typed);
    }

    private static Map<String, Object> merged(
            Map<String, Object> outer, Map<String, Object> inner) {
        if (outer.isEmpty()) {
            return inner;
        }
        Map<String, Object> all = new LinkedHashMap<>(outer);
        all.putAll(inner);
        return all;
    }

    /**
     * The path of a URL by its record.
     *
     * @param current the namespaces of the current page, where the URL is in several
     * @throws NoReverseMatch where no route has that record, or a component doesn't fit
     */
    public String reverse(Record arguments, List<String> current) {
        List<Reversals.Target> targets = records.getOrDefault(arguments.getClass(), List.of());
        Map<String, Object> values = ArgumentRecord.arguments(arguments);
        return targets.stream()
                .filter(target -> target.namespaces().equals(current))
                .findFirst()
                .or(() -> targets.stream().findFirst())
                .flatMap(target -> target.path(values))
                .orElseThrow(
                        () ->
                                new NoReverseMatch(
                                        "no URL for the record "
                                                + arguments.getClass().getSimpleName()
                                                + " with these values"));
    }

    /** The path of a URL by its name, as {@link Urls#reverse(String, Map)}. */
    public String reverse(String name, Map<String, ?> arguments, List<String> current) {
        for (Reversals.Target target : names.find(name, current)) {
            Optional<String> path = target.path(arguments);
            if (path.isPresent()) {
                return path.get();
            }
        }
        throw notFound(name, current, arguments.keySet().toString());
    }

    /** The path of a URL by its name, with arguments in order. */
    public String reverse(String name, List<?> arguments, List<String> current) {
        for (Reversals.Target target : names.find(name, current)) {
            List<String> parameters = target.names();
            if (parameters.size() == arguments.size()) {
                Map<String, Object> values = new LinkedHashMap<>();
                for (int i = 0; i < parameters.size(); i++) {
                    values.put(parameters.get(i), arguments.get(i));
                }
                Optional<String> path = target.path(values);
                if (path.isPresent()) {
                    return path.get();
                }
            }
        }
        throw notFound(name, current, arguments.size() + " arguments");
    }

    private NoReverseMatch notFound(String name, List<String> current, String arguments) {
        List<Reversals.Target> targets = names.find(name, current);
        return new NoReverseMatch(
                targets.isEmpty()
                        ? "there is no URL named '" + name + "'"
                        : "the URL '%s' with %s: its parameters are %s, or a value doesn't fit"
                                .formatted(
                                        name,
                                        arguments,
                                        targets.stream().map(Reversals.Target::names).toList()));
    }

    /** Every route's patterns, in the order they are tried, for the page that says 404. */
    public List<String> patterns() {
        List<String> all = new ArrayList<>();
        list(root, all);
        return all;
    }

    private static void list(List<Node> nodes, List<String> all) {
        for (Node node : nodes) {
            switch (node) {
                case Branch branch -> list(branch.nodes, all);
                case Leaf leaf -> {
                    String name = leaf.endpoint.name();
                    all.add(leaf.route + (name == null ? "" : " [name='" + name + "']"));
                }
            }
        }
    }
}
