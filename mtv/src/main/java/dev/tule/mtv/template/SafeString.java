package dev.tule.mtv.template;

import org.jspecify.annotations.Nullable;

/**
 * Text that is not escaped any more, because it is what should be written.
 *
 * @param text the markup
 */
public record SafeString(String text) implements CharSequence {

    public static SafeString of(String text) {
        return new SafeString(text);
    }

    /**
     * Markup with values in it, each escaped unless it is safe itself: Django's format_html.
     *
     * @param format {@code {}} stands for each value in turn
     */
    public static SafeString format(String format, @Nullable Object... values) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (Object value : values) {
            int hole = format.indexOf("{}", at);
            if (hole < 0) {
                throw new IllegalArgumentException("more values than {} in: " + format);
            }
            out.append(format, at, hole);
            Escaper.HTML.write(value, out);
            at = hole + 2;
        }
        return new SafeString(out.append(format, at, format.length()).toString());
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
