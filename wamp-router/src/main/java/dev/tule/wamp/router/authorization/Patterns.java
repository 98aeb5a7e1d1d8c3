package dev.tule.wamp.router.authorization;

import dev.tule.wamp.MatchPolicy;
import java.util.List;

/**
 * How the sets of URIs of two patterns lie to one another.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-pattern-based-subscription">Pattern-based
 *     Subscriptions</a>
 */
final class Patterns {
    private Patterns() {}

    /** A pattern and how it is matched. */
    record Pattern(String text, MatchPolicy match) {
        private List<String> components() {
            return List.of(text.split("\\.", -1));
        }
    }

    /** Whether every URI of the second is one of the first. */
    static boolean covers(Pattern outer, Pattern inner) {
        return switch (outer.match) {
            case EXACT -> inner.match == MatchPolicy.EXACT && outer.text.equals(inner.text);
            case PREFIX -> literalStart(inner).startsWith(outer.text);
            case WILDCARD -> inner.match != MatchPolicy.PREFIX && wildcardCovers(outer, inner);
        };
    }

    /** What every URI of a pattern begins with. */
    private static String literalStart(Pattern pattern) {
        if (pattern.match != MatchPolicy.WILDCARD) {
            return pattern.text;
        }
        StringBuilder start = new StringBuilder();
        for (String component : pattern.components()) {
            if (component.isEmpty()) {
                return start.toString();
            }
            start.append(component).append('.');
        }
        return pattern.text;
    }

    private static boolean wildcardCovers(Pattern outer, Pattern inner) {
        List<String> outers = outer.components();
        List<String> inners = inner.components();
        if (outers.size() != inners.size()) {
            return false;
        }
        for (int i = 0; i < outers.size(); i++) {
            if (!outers.get(i).isEmpty() && !outers.get(i).equals(inners.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether some URI may be one of both. */
    static boolean overlap(Pattern one, Pattern other) {
        if (one.match == MatchPolicy.EXACT) {
            return covers(other, one);
        }
        if (other.match == MatchPolicy.EXACT) {
            return covers(one, other);
        }
        if (one.match == MatchPolicy.PREFIX && other.match == MatchPolicy.PREFIX) {
            return one.text.startsWith(other.text) || other.text.startsWith(one.text);
        }
        if (one.match == MatchPolicy.WILDCARD && other.match == MatchPolicy.WILDCARD) {
            return wildcardsOverlap(one.components(), other.components());
        }
        return one.match == MatchPolicy.PREFIX
                ? prefixOverlaps(one, other)
                : prefixOverlaps(other, one);
    }

    private static boolean wildcardsOverlap(List<String> ones, List<String> others) {
        if (ones.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < ones.size(); i++) {
            String one = ones.get(i);
            String other = others.get(i);
            if (!one.isEmpty() && !other.isEmpty() && !one.equals(other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean prefixOverlaps(Pattern prefix, Pattern wildcard) {
        List<String> begun = prefix.components();
        List<String> components = wildcard.components();
        if (begun.size() > components.size()) {
            return false;
        }
        int last = begun.size() - 1;
        for (int i = 0; i < last; i++) {
            if (!components.get(i).isEmpty() && !components.get(i).equals(begun.get(i))) {
                return false;
            }
        }
        return components.get(last).isEmpty() || components.get(last).startsWith(begun.get(last));
    }
}
