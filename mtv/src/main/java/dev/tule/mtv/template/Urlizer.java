package dev.tule.mtv.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes links of addresses in a text. Each word is looked at once, so the cost is the length's. */
final class Urlizer {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern EMAIL =
            Pattern.compile("[\\w.+-]{1,64}@[a-zA-Z0-9-]{1,63}(?:\\.[a-zA-Z0-9-]{1,63}){1,8}");
    private static final String TRAILING = ".,:;!?)]}\"'";
    private static final int MAX_URL = 2048;

    private Urlizer() {}

    static SafeString urlize(@Nullable Object value, int limit) {
        boolean safe = value instanceof SafeString;
        String text = Values.text(value);
        StringBuilder out = new StringBuilder();
        Matcher word = WORD.matcher(text);
        int last = 0;
        while (word.find()) {
            out.append(text, last, word.start());
            out.append(word(word.group(), limit, safe));
            last = word.end();
        }
        return SafeString.of(out.append(text.substring(last)).toString());
    }

    private static String word(String word, int limit, boolean safe) {
        int start = 0;
        while (start < word.length() && "([{\"'<".indexOf(word.charAt(start)) >= 0) {
            start++;
        }
        int end = word.length();
        while (end > start
                && TRAILING.indexOf(word.charAt(end - 1)) >= 0
                && !closes(word, start, end)) {
            end--;
        }
        String middle = word.substring(start, end);
        String target = target(middle);
        if (target.isEmpty() || middle.length() > MAX_URL) {
            return shown(word, safe);
        }
        String rel = target.startsWith("mailto:") ? "" : " rel=\"nofollow\"";
        return shown(word.substring(0, start), safe)
                + "<a href=\""
                + Escaper.HTML.escape(target)
                + "\""
                + rel
                + ">"
                + shown(TextFilters.truncate(middle, limit), safe)
                + "</a>"
                + shown(word.substring(end), safe);
    }

    /** Whether a bracket at the end belongs to one within: {@code wiki/Tule_(fog)}. */
    private static boolean closes(String word, int start, int end) {
        return word.charAt(end - 1) == ')'
                && word.substring(start, end - 1).chars().filter(c -> c == '(').count()
                        > word.substring(start, end - 1).chars().filter(c -> c == ')').count();
    }

    private static String target(String word) {
        if (word.startsWith("http://") || word.startsWith("https://")) {
            return word.length() > 8 ? word : "";
        }
        if (word.startsWith("www.") && word.length() > 5) {
            return "https://" + word;
        }
        return EMAIL.matcher(word).matches() ? "mailto:" + word : "";
    }

    private static String shown(String text, boolean safe) {
        return safe ? text : Escaper.HTML.escape(text);
    }
}
