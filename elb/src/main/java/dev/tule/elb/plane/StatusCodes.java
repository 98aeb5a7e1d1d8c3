package dev.tule.elb.plane;

import java.util.BitSet;

/** A set of HTTP statuses, written such as {@code 200,202-204}. Immutable. */
public final class StatusCodes {
    private final String text;
    private final BitSet codes = new BitSet();

    private StatusCodes(String text) {
        this.text = text;
    }

    /** Reads a list whose form has been checked. */
    public static StatusCodes of(String text) {
        StatusCodes made = new StatusCodes(text);
        for (String part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
            made.codes.set(first, Math.max(first, last) + 1);
        }
        return made;
    }

    public boolean has(int status) {
        return codes.get(status);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusCodes codes && text.equals(codes.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
