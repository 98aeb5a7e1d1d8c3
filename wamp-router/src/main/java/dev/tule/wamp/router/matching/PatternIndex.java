package dev.tule.wamp.router.matching;

import dev.tule.wamp.MatchPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by URI and match policy. Reading takes no lock, and as long as the URI is, whatever the
 * number of patterns; writers need a lock.
 */
public final class PatternIndex<T> {
    private final Map<String, T> exact = new ConcurrentHashMap<>();
    private final PrefixTrie<T> prefix = new PrefixTrie<>();
    private final WildcardTrie<T> wildcard = new WildcardTrie<>();

    /** Gives each value that matches the URI. */
    public void match(String uri, Consumer<T> matches) {
        T same = exact.get(uri);
        if (same != null) {
            matches.accept(same);
        }
        if (!prefix.isEmpty()) {
            prefix.match(uri, matches);
        }
        if (!wildcard.isEmpty()) {
            wildcard.match(uri, matches);
        }
    }

    /**
     * The one value that matches best: exactly, else by the longest prefix, else by the wildcard
     * pattern with the longest portions before its wildcards.
     *
     * <p>The specification counts the length of prefixes in components, and the fifth of its seven
     * examples has {@code a1.b2.c33.d4.e5} not match the prefix {@code a1.b2.c3}; while it says,
     * with an example too, that any prefix matches. Both hold if prefixes that end within a
     * component come last.
     *
     * @see <a
     *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-pattern-based-registrations">Pattern-based
     *     Registrations</a>
     */
    public @Nullable T best(String uri) {
        T best = exact.get(uri);
        if (best == null && !prefix.isEmpty()) {
            best = prefix.longestOfWholeComponents(uri);
        }
        if (best == null && !wildcard.isEmpty()) {
            best = wildcard.best(uri);
        }
        if (best == null && !prefix.isEmpty()) {
            best = prefix.longest(uri);
        }
        return best;
    }

    public @Nullable T get(MatchPolicy match, String uri) {
        return switch (match) {
            case EXACT -> exact.get(uri);
            case PREFIX -> prefix.get(uri);
            case WILDCARD -> wildcard.get(uri);
        };
    }

    public void put(MatchPolicy match, String uri, T value) {
        switch (match) {
            case EXACT -> exact.put(uri, value);
            case PREFIX -> prefix.put(uri, value);
            case WILDCARD -> wildcard.put(uri, value);
        }
    }

    public void remove(MatchPolicy match, String uri) {
        switch (match) {
            case EXACT -> exact.remove(uri);
            case PREFIX -> prefix.put(uri, null);
            case WILDCARD -> wildcard.put(uri, null);
        }
    }

    public boolean isEmpty() {
        return exact.isEmpty() && prefix.isEmpty() && wildcard.isEmpty();
    }
}
