package dev.tule.iam.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text with {@code *} for any characters and {@code ?} for one. What a policy variable stands for
 * is taken as it is: its stars are stars.
 */
final class Pattern {
    /** Beyond Unicode's characters. */
    private static final int STAR = -1;

    private static final int ANY = -2;
    private static final int ARN_COMPONENTS = 6;

    /** Its characters, {@link #STAR} and {@link #ANY} among them. */
    private final int[] parts;

    private Pattern(int[] parts) {
        this.parts = parts;
    }

    static Pattern of(String text) {
        return new Builder().pattern(text).build();
    }

    /** Puts one together of what is a pattern and what is to be taken as it is. */
    static final class Builder {
        private final List<Integer> parts = new ArrayList<>();

        Builder pattern(String text) {
            text.codePoints().forEach(c -> parts.add(c == '*' ? STAR : c == '?' ? ANY : c));
            return this;
        }

        Builder literal(String text) {
            text.codePoints().forEach(parts::add);
            return this;
        }

        Pattern build() {
            return new Pattern(parts.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    boolean matches(String text) {
        return matches(parts, text.codePoints().toArray());
    }

    boolean matchesIgnoringCase(String text) {
        int[] lower = new int[parts.length];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = parts[i] < 0 ? parts[i] : Character.toLowerCase(parts[i]);
        }
        return matches(lower, text.codePoints().map(Character::toLowerCase).toArray());
    }

    /**
     * As an ARN: each of its six components by itself, so that a star doesn't reach beyond a colon
     * but in the last. A pattern of fewer components is taken as a whole.
     */
    boolean matchesArn(String arn) {
        List<int[]> components = components();
        String[] others = arn.split(":", ARN_COMPONENTS);
        if (components.size() < ARN_COMPONENTS || others.length < ARN_COMPONENTS) {
            return matches(arn);
        }
        for (int i = 0; i < ARN_COMPONENTS; i++) {
            int[] component = components.get(i);
            if (!matches(component, others[i].codePoints().toArray())) {
                return false;
            }
        }
        return true;
    }

    private List<int[]> components() {
        List<int[]> components = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < parts.length && components.size() < ARN_COMPONENTS - 1; i++) {
            if (parts[i] == ':') {
                components.add(Arrays.copyOfRange(parts, from, i));
                from = i + 1;
            }
        }
        components.add(Arrays.copyOfRange(parts, from, parts.length));
        return components;
    }

    /** Not by a regular expression: patterns are the caller's, and must not blow up. */
    private static boolean matches(int[] pattern, int[] text) {
        int star = -1;
        int mark = 0;
        int i = 0;
        int j = 0;
        while (i < text.length) {
            if (j < pattern.length && pattern[j] == STAR) {
                star = j++;
                mark = i;
            } else if (j < pattern.length && (pattern[j] == ANY || pattern[j] == text[i])) {
                i++;
                j++;
            } else if (star >= 0) {
                j = star + 1;
                i = ++mark;
            } else {
                return false;
            }
        }
        while (j < pattern.length && pattern[j] == STAR) {
            j++;
        }
        return j == pattern.length;
    }
}
