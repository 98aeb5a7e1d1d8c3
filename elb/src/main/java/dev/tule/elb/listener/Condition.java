package dev.tule.elb.listener;

import dev.tule.elb.resource.Faults;
import dev.tule.http.Request;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * What a rule looks at in a request (User Guide for Application Load Balancers, "Condition types
 * for listener rules"). Immutable.
 */
public final class Condition {
    private static final int LONGEST = 128;
    private static final Pattern METHOD = Pattern.compile("[A-Z_-]{1,40}");
    private static final Pattern FIELD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}");

    private final Predicate<Request> test;

    private Condition(Predicate<Request> test) {
        this.test = test;
    }

    public boolean holds(Request request) {
        return test.test(request);
    }

    /** Understands a condition, and refuses one that can't be. */
    public static Condition of(RuleCondition row) {
        if (!row.regexValues().isEmpty()) {
            throw Faults.notImplemented("RegexValues of a condition");
        }
        String field = row.field() == null ? "" : row.field();
        return new Condition(
                switch (field) {
                    case "host-header" -> host(row);
                    case "path-pattern" -> path(row);
                    case "http-header" -> header(row);
                    case "http-request-method" -> method(row);
                    case "query-string" -> query(row);
                    case "source-ip" -> source(row);
                    default ->
                            throw Faults.invalid(
                                    "Condition field '%s' must be one of '[path-pattern, host-header, http-header, http-request-method, query-string, source-ip]'"
                                            .formatted(field));
                });
    }

    private static Predicate<Request> host(RuleCondition row) {
        List<Wildcards> patterns =
                patterns(
                        row,
                        row.hostHeaderConfig() == null ? null : row.hostHeaderConfig().values(),
                        true);
        return request -> matches(patterns, withoutPort(request.authority()));
    }

    private static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    private static Predicate<Request> path(RuleCondition row) {
        List<Wildcards> patterns =
                patterns(
                        row,
                        row.pathPatternConfig() == null ? null : row.pathPatternConfig().values(),
                        false);
        return request -> matches(patterns, request.rawPath());
    }

    private static Predicate<Request> header(RuleCondition row) {
        if (row.httpHeaderConfig() == null
                || row.httpHeaderConfig().httpHeaderName() == null
                || !FIELD.matcher(row.httpHeaderConfig().httpHeaderName()).matches()) {
            throw Faults.invalid("A condition with field 'http-header' must have a header name");
        }
        String name = row.httpHeaderConfig().httpHeaderName();
        List<Wildcards> patterns = patterns(row, row.httpHeaderConfig().values(), true);
        return request ->
                request.headers().all(name).stream().anyMatch(value -> matches(patterns, value));
    }

    private static Predicate<Request> method(RuleCondition row) {
        List<String> methods =
                row.httpRequestMethodConfig() == null
                        ? List.of()
                        : List.copyOf(row.httpRequestMethodConfig().values());
        if (methods.isEmpty()
                || !methods.stream().allMatch(each -> METHOD.matcher(each).matches())) {
            throw Faults.invalid("A condition value must be specified");
        }
        return request -> methods.contains(request.method());
    }

    private static Predicate<Request> query(RuleCondition row) {
        List<Pair> wanted = new ArrayList<>();
        if (row.queryStringConfig() != null) {
            for (QueryStringKeyValuePair pair : row.queryStringConfig().values()) {
                if (pair.value() == null) {
                    throw Faults.invalid("A condition value must be specified");
                }
                wanted.add(
                        new Pair(
                                pair.key() == null ? null : pattern(pair.key(), true),
                                pattern(pair.value(), true)));
            }
        }
        if (wanted.isEmpty()) {
            throw Faults.invalid("A condition value must be specified");
        }
        return request -> {
            for (String part : request.rawQuery().split("&", -1)) {
                int equals = part.indexOf('=');
                String key = decoded(equals < 0 ? part : part.substring(0, equals));
                String value = decoded(equals < 0 ? "" : part.substring(equals + 1));
                if (wanted.stream().anyMatch(pair -> pair.fits(key, value))) {
                    return true;
                }
            }
            return false;
        };
    }

    private record Pair(@Nullable Wildcards key, Wildcards value) {
        boolean fits(String foundKey, String foundValue) {
            return (key == null || key.matches(foundKey)) && value.matches(foundValue);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static Predicate<Request> source(RuleCondition row) {
        List<Range> ranges =
                row.sourceIpConfig() == null
                        ? List.of()
                        : row.sourceIpConfig().values().stream().map(Range::of).toList();
        if (ranges.isEmpty()) {
            throw Faults.invalid("A condition value must be specified");
        }
        return request -> {
            InetAddress from = request.remote().getAddress();
            return from != null && ranges.stream().anyMatch(range -> range.has(from));
        };
    }

    /** A block of IPv4 addresses. */
    private record Range(int first, int bits) {
        private static final Pattern CIDR =
                Pattern.compile("(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})/(\\d|[12]\\d|3[0-2])");

        static Range of(String text) {
            var matcher = CIDR.matcher(text);
            if (matcher.matches()) {
                int address = 0;
                for (String part : matcher.group(1).split("\\.", -1)) {
                    address = address << 8 | Math.min(255, Integer.parseInt(part));
                }
                return new Range(address, Integer.parseInt(matcher.group(2)));
            }
            throw Faults.invalid("'%s' is not a valid IPv4 CIDR block".formatted(text));
        }

        boolean has(InetAddress address) {
            byte[] bytes = address.getAddress();
            if (bytes.length != 4) {
                return false;
            }
            int asked = 0;
            for (byte each : bytes) {
                asked = (asked << 8) | (each & 0xFF);
            }
            int mask = bits == 0 ? 0 : -1 << (32 - bits);
            return (asked & mask) == (first & mask);
        }
    }

    /** The values, in the form of today or in that of old programs. */
    private static List<Wildcards> patterns(
            RuleCondition row, @Nullable List<String> values, boolean anyCase) {
        List<String> all = values == null || values.isEmpty() ? row.values() : values;
        if (all.isEmpty()) {
            throw Faults.invalid("A condition value must be specified");
        }
        return all.stream().map(each -> pattern(each, anyCase)).toList();
    }

    private static Wildcards pattern(String text, boolean anyCase) {
        if (text.length() > LONGEST) {
            throw Faults.invalid(
                    "Condition value '%s' must be at most '%d' characters"
                            .formatted(text, LONGEST));
        }
        return new Wildcards(anyCase ? text.toLowerCase(Locale.ROOT) : text, anyCase);
    }

    private static boolean matches(List<Wildcards> patterns, String text) {
        for (Wildcards pattern : patterns) {
            if (pattern.matches(text)) {
                return true;
            }
        }
        return false;
    }
}
