package dev.tule.aws.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The routes of a REST service, the most demanding first. Immutable. */
public final class RouteTable {
    private final List<Route> routes;

    public RouteTable(List<Route> routes) {
        this.routes =
                routes.stream().sorted(Comparator.comparingInt(Route::weight).reversed()).toList();
    }

    /**
     * The operation that a request is for.
     *
     * @param operation its name
     * @param labels the values of the path's labels, decoded
     */
    public record Match(String operation, Map<String, String> labels) {}

    /**
     * Finds the operation.
     *
     * @param path still percent-encoded, with its first slash
     */
    public Optional<Match> find(
            String method, String path, Parameters query, Predicate<String> hasHeader) {
        String rest = path.startsWith("/") ? path.substring(1) : path;
        Optional<String> named = query.first("x-id");
        Match first = null;
        for (Route route : routes) {
            Optional<Match> match =
                    route.match(method, rest, query, hasHeader)
                            .map(labels -> new Match(route.operation(), labels));
            if (match.isPresent()) {
                // Newer SDKs name the operation: it tells apart what shares a URI.
                if (named.isEmpty() || named.get().equals(route.operation())) {
                    return match;
                }
                first = first == null ? match.get() : first;
            }
        }
        return Optional.ofNullable(first);
    }
}
