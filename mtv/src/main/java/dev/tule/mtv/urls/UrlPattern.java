package dev.tule.mtv.urls;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A compiled pattern. */
sealed interface UrlPattern permits ScannedPattern, RegexPattern {

    /** Where a match ended, and the arguments it found. */
    record Hit(int end, Map<String, Object> arguments) {}

    /** Matches at a position of the path; null where it doesn't. */
    @Nullable Hit match(String path, int from);

    /** As it was declared. */
    String source();

    /** What to build such a path from; empty where a regular expression can't be turned round. */
    Optional<List<Part>> parts();

    /** A piece of a pattern. */
    sealed interface Part {
        record Literal(String text) implements Part {}

        record Parameter(String name, Converter<?> converter) implements Part {}
    }
}
