package dev.tule.dynamodb.expression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Words that can't be attribute names within expressions (Developer Guide, "Reserved words in
 * DynamoDB"); a resource beside this class lists them, one a line.
 */
final class ReservedWords {
    private static final Set<String> WORDS = read();

    private ReservedWords() {}

    static boolean contain(String word) {
        return WORDS.contains(word.toUpperCase(Locale.ROOT));
    }

    private static Set<String> read() {
        try (InputStream in =
                Objects.requireNonNull(
                        ReservedWords.class.getResourceAsStream("reserved-words.txt"))) {
            return Set.of(new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
