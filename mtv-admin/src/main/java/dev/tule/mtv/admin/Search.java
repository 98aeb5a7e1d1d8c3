package dev.tule.mtv.admin;

import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.Q;
import dev.tule.mtv.models.QuerySet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Objects that have every word of a search in one of some fields. */
final class Search {
    private static final int LONGEST = 200;
    private static final int MOST_WORDS = 12;
    private static final Pattern WORD = Pattern.compile("\"([^\"]+)\"|(\\S+)");

    private Search() {}

    /** The field of a declared search field. */
    static String path(String declared) {
        return declared.startsWith("^") || declared.startsWith("=")
                ? declared.substring(1)
                : declared;
    }

    static <M extends Model> QuerySet<M> in(
            QuerySet<M> source, ModelAdmin<M> admin, String entered) {
        String text = entered.length() > LONGEST ? entered.substring(0, LONGEST) : entered;
        QuerySet<M> found = source;
        for (String word : words(text.replace("\0", ""))) {
            List<Q> anywhere = new ArrayList<>();
            for (String declared : admin.options().searchFields) {
                condition(admin, declared, word, anywhere);
            }
            found = found.filter(new Q.Any(List.copyOf(anywhere)));
        }
        return found;
    }

    /** Words, and what stands between quotation marks as one. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find() && words.size() < MOST_WORDS) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words;
    }

    private static void condition(
            ModelAdmin<?> admin, String declared, String word, List<Q> conditions) {
        FieldPath path = FieldPath.of(admin.meta(), path(declared));
        if (path.field().type() == String.class) {
            String how =
                    switch (declared.charAt(0)) {
                        case '^' -> "__istartswith";
                        case '=' -> "__iexact";
                        default -> "__icontains";
                    };
            conditions.add(Q.of(path.text() + how, word));
        } else if (isWhole(path.field().type()) && word.matches("[0-9]{1,9}")) {
            conditions.add(Q.of(path.text(), Long.parseLong(word)));
        }
    }

    private static boolean isWhole(Class<?> type) {
        return type == int.class
                || type == Integer.class
                || type == long.class
                || type == Long.class;
    }
}
