package dev.tule.mtv.models.sql;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The words that databases take for their own: our names of tables and columns stand in SQL without
 * quotes, so that they are written alike whatever the letters' case a database prefers.
 */
public final class ReservedWords {
    private static final Map<Dialect, SortedSet<String>> WORDS = read();

    private ReservedWords() {}

    private static Map<Dialect, SortedSet<String>> read() {
        Properties lists = new Properties();
        try (InputStream file =
                ReservedWords.class.getResourceAsStream("reserved-words.properties")) {
            lists.load(requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<Dialect, SortedSet<String>> words = new EnumMap<>(Dialect.class);
        for (Dialect dialect : Dialect.values()) {
            String list =
                    requireNonNull(lists.getProperty(dialect.name().toLowerCase(Locale.ROOT)));
            words.put(
                    dialect,
                    Collections.unmodifiableSortedSet(new TreeSet<>(List.of(list.split(" ")))));
        }
        return words;
    }

    /** The databases that refuse a name. */
    public static Set<Dialect> refusing(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        Set<Dialect> found = EnumSet.noneOf(Dialect.class);
        WORDS.forEach(
                (dialect, words) -> {
                    if (words.contains(word)) {
                        found.add(dialect);
                    }
                });
        return Collections.unmodifiableSet(found);
    }

    /** The words that a database refuses, in order. */
    public static SortedSet<String> of(Dialect dialect) {
        return requireNonNull(WORDS.get(dialect));
    }

    /** Every word that some database refuses. */
    public static Set<String> all() {
        return WORDS.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }
}
