package dev.tule.mtv.models;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/**
 * A lookup names a field that isn't there, or asks something of it that can't be asked. The message
 * says what was meant, perhaps.
 */
public final class FieldError extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private static final int CLOSE = 3;

    public FieldError(String message) {
        super(message);
    }

    /** That there is no such name among those. */
    public static FieldError unknown(String what, String name, Collection<String> known) {
        String near =
                known.stream()
                        .min(Comparator.comparingInt(each -> distance(name, each)))
                        .filter(each -> distance(name, each) <= CLOSE)
                        .map(each -> " Did you mean '" + each + "'?")
                        .orElse("");
        return new FieldError(
                what
                        + " '"
                        + name
                        + "' is unknown."
                        + near
                        + " There are: "
                        + known.stream().sorted().collect(Collectors.joining(", "))
                        + ".");
    }

    /** How many letters must change to make one word the other (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + cost);
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[b.length()];
    }
}
