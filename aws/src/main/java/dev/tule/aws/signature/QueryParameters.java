package dev.tule.aws.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of a query string or of a form, decoded, in the order sent; names may repeat. A
 * plus sign means a space, as the services read it: what is verified is what they will see.
 * Immutable.
 */
final class QueryParameters {
    private final List<Parameter> parameters;

    private QueryParameters(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /** One parameter, decoded and in its canonical encoding. */
    record Parameter(
            String name,
            String value,
            boolean equalsSign,
            String encodedName,
            String encodedValue) {}

    static QueryParameters parse(String raw) throws UriText.Malformed {
        List<Parameter> parameters = new ArrayList<>();
        int start = 0;
        while (start < raw.length()) {
            int end = raw.indexOf('&', start);
            end = end < 0 ? raw.length() : end;
            if (end > start) {
                parameters.add(parameter(raw.substring(start, end)));
            }
            start = end + 1;
        }
        return new QueryParameters(parameters);
    }

    private static Parameter parameter(String raw) throws UriText.Malformed {
        int equals = raw.indexOf('=');
        byte[] name = UriText.decode(equals < 0 ? raw : raw.substring(0, equals), true);
        byte[] value = UriText.decode(equals < 0 ? "" : raw.substring(equals + 1), true);
        return new Parameter(
                new String(name, StandardCharsets.UTF_8),
                new String(value, StandardCharsets.UTF_8),
                equals >= 0,
                encoded(name),
                encoded(value));
    }

    private static String encoded(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length + 16);
        UriText.encode(bytes, true, text);
        return text.toString();
    }

    boolean contains(String name) {
        return count(name) > 0;
    }

    int count(String name) {
        int count = 0;
        for (Parameter p : parameters) {
            count += p.name.equals(name) ? 1 : 0;
        }
        return count;
    }

    Optional<String> first(String name) {
        for (Parameter p : parameters) {
            if (p.name.equals(name)) {
                return Optional.of(p.value);
            }
        }
        return Optional.empty();
    }

    /** Sorted by encoded name, then by encoded value; without those of a name. */
    String canonical(String except) {
        if (parameters.isEmpty()) {
            return "";
        }
        List<Parameter> sorted = new ArrayList<>(parameters);
        sorted.removeIf(p -> p.name.equals(except));
        sorted.sort(
                Comparator.comparing(Parameter::encodedName)
                        .thenComparing(Parameter::encodedValue));
        StringBuilder query = new StringBuilder();
        for (Parameter p : sorted) {
            query.append(query.isEmpty() ? "" : "&");
            query.append(p.encodedName).append('=').append(p.encodedValue);
        }
        return query.toString();
    }

    /** All of them, in the order sent. */
    List<Parameter> all() {
        return parameters;
    }

    /** These and others after them. */
    QueryParameters and(QueryParameters others) {
        List<Parameter> both = new ArrayList<>(parameters);
        both.addAll(others.parameters);
        return new QueryParameters(both);
    }
}
