package dev.tule.aws.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The routes of a REST service, the most demanding first. Immutable. */
public final class RouteTable {
    private final Map<String, List<Route>> byMethod;

    public RouteTable(List<Route> routes) {
        this.byMethod =
                routes.stream()
                        .sorted(Comparator.comparingInt(Route::weight).reversed())
                        .collect(Collectors.groupingBy(Route::method));
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
        for (Route route : byMethod.getOrDefault(method, List.of())) {
            Optional<Map<String, String>> labels = route.match(rest, query, hasHeader);
            if (labels.isPresent()) {
                Match match = new Match(route.operation(), labels.get());
                // Newer SDKs name the operation: it tells apart what shares a URI.
                if (named.isEmpty() || named.get().equals(route.operation())) {
                    return Optional.of(match);
                }
                first = first == null ? match : first;
            }
        }
        return Optional.ofNullable(first);
    }
}
