package dev.tule.aws.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The HTTP binding of a REST operation (Smithy 2.0, "http"): method, URI template, and what else
 * must be there. Immutable.
 */
public final class Route {
    private final String operation;
    private final String method;
    private final String[] segments;
    private final List<Fixed> fixed;
    private final List<String> requiredQuery;
    private final List<String> requiredHeaders;
    private final int weight;

    /** A query parameter that the template asks for; any value does where it names none. */
    private record Fixed(String name, Optional<String> value) {}

    /**
     * @param template such as {@code /{Bucket}/{Key+}?uploads}
     * @param requiredQuery parameters without which it isn't this operation, such as {@code
     *     partNumber}
     * @param requiredHeaders likewise, such as {@code x-amz-copy-source}
     */
    public Route(
            String operation,
            String method,
            String template,
            List<String> requiredQuery,
            List<String> requiredHeaders) {
        int question = template.indexOf('?');
        String path = question < 0 ? template : template.substring(0, question);
        this.operation = operation;
        this.method = method;
        this.segments =
                Arrays.stream(path.split("/", -1))
                        .filter(Predicate.not(String::isEmpty))
                        .toArray(String[]::new);
        this.fixed = question < 0 ? List.of() : fixed(template.substring(question + 1));
        this.requiredQuery = List.copyOf(requiredQuery);
        this.requiredHeaders = List.copyOf(requiredHeaders);
        this.weight = demands();
    }

    private static List<Fixed> fixed(String query) {
        List<Fixed> all = new ArrayList<>();
        for (String parameter : query.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            // x-id only names the operation; clients may leave it out.
            if (!pair[0].equals("x-id") && !pair[0].isEmpty()) {
                Optional<String> value = pair.length > 1 ? Optional.of(pair[1]) : Optional.empty();
                all.add(new Fixed(pair[0], value.filter(Predicate.not(String::isEmpty))));
            }
        }
        return all;
    }

    private int demands() {
        int literals = 0;
        boolean greedy = false;
        for (String segment : segments) {
            literals += segment.startsWith("{") ? 0 : 1;
            greedy |= segment.endsWith("+}");
        }
        int asked = fixed.size() + requiredQuery.size() + requiredHeaders.size();
        return asked * 100 + literals * 10 + segments.length - (greedy ? 1 : 0);
    }

    public String operation() {
        return operation;
    }

    public String method() {
        return method;
    }

    /** How much it asks for: of two that match, the one that asks for more is meant. */
    int weight() {
        return weight;
    }

    /**
     * The labels' values, decoded; empty where the request, of this route's method, isn't for this
     * operation.
     *
     * @param path the path without its first slash, still percent-encoded
     * @param hasHeader whether the request has a header field
     */
    Optional<Map<String, String>> match(
            String path, Parameters query, Predicate<String> hasHeader) {
        // Loops, for every request walks through many routes here.
        for (Fixed parameter : fixed) {
            if (!isMet(parameter, query)) {
                return Optional.empty();
            }
        }
        for (String parameter : requiredQuery) {
            if (!query.contains(parameter)) {
                return Optional.empty();
            }
        }
        for (String header : requiredHeaders) {
            if (!hasHeader.test(header)) {
                return Optional.empty();
            }
        }
        return labels(path);
    }

    private static boolean isMet(Fixed parameter, Parameters query) {
        return query.contains(parameter.name)
                && (parameter.value.isEmpty()
                        || query.all(parameter.name).contains(parameter.value.get()));
    }

    private Optional<Map<String, String>> labels(String path) {
        Map<String, String> labels = HashMap.newHashMap(segments.length);
        String rest = path;
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            if (rest.isEmpty()) {
                return Optional.empty();
            }
            if (segment.endsWith("+}")) {
                labels.put(
                        segment.substring(1, segment.length() - 2), Parameters.decode(rest, false));
                return Optional.of(labels);
            }
            int slash = rest.indexOf('/');
            String part = slash < 0 ? rest : rest.substring(0, slash);
            rest = slash < 0 ? "" : rest.substring(slash + 1);
            if (segment.startsWith("{")) {
                String name = segment.substring(1, segment.length() - 1);
                labels.put(name, Parameters.decode(part, false));
            } else if (!segment.equals(part)) {
                return Optional.empty();
            }
        }
        return rest.isEmpty() ? Optional.of(labels) : Optional.empty();
    }

    @Override
    public String toString() {
        return operation + " = " + method + " /" + String.join("/", segments);
    }
}
