package dev.tule.mtv;

import java.util.function.Supplier;

/**
 * Text that a regular expression may read only so often, since the JDK's matcher has no limit of
 * its own. Each matching takes a new one; confined to the thread that matches.
 */
public final class MeteredText implements CharSequence {
    private final String text;
    private final Supplier<? extends RuntimeException> refusal;
    private long left;

    /**
     * A text to be matched once.
     *
     * @param text which
     * @param reads how many characters may be read
     * @param refusal what is thrown when they are used up
     */
    public MeteredText(String text, long reads, Supplier<? extends RuntimeException> refusal) {
        this.text = text;
        this.left = reads;
        this.refusal = refusal;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw refusal.get();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
