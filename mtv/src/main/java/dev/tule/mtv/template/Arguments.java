package dev.tule.mtv.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tag's arguments: {@code value name=value as variable}.
 *
 * @param values those without a name, in order
 * @param names those with one
 * @param variable what the result is kept under; null where it is written
 */
record Arguments(
        List<Expression> values, Map<String, Expression> names, @Nullable String variable) {

    static Arguments parse(Parser parser, List<String> words) {
        List<Expression> values = new ArrayList<>();
        Map<String, Expression> names = new LinkedHashMap<>();
        int size = words.size();
        boolean kept = size >= 2 && words.get(size - 2).equals("as");
        for (String word : kept ? words.subList(0, size - 2) : words) {
            int equals = nameEnd(word);
            if (equals > 0) {
                names.put(word.substring(0, equals), parser.expression(word.substring(equals + 1)));
            } else {
                values.add(parser.expression(word));
            }
        }
        return new Arguments(values, names, kept ? words.getLast() : null);
    }

    /** Where the {@code =} behind a name is; -1 where the word has no name. */
    static int nameEnd(String word) {
        int at = 0;
        while (at < word.length()
                && (Character.isLetterOrDigit(word.charAt(at)) || word.charAt(at) == '_')) {
            at++;
        }
        return at > 0 && at < word.length() && word.charAt(at) == '=' ? at : -1;
    }

    List<@Nullable Object> positional(TemplateContext context) {
        List<@Nullable Object> all = new ArrayList<>(values.size());
        for (Expression value : values) {
            all.add(value.evaluate(context));
        }
        return all;
    }

    Map<String, @Nullable Object> named(TemplateContext context) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        names.forEach((name, value) -> all.put(name, value.evaluate(context)));
        return all;
    }

    /** Writes a result, or keeps it. */
    void deliver(@Nullable Object result, TemplateContext context, StringBuilder out) {
        if (variable == null) {
            context.escaper().write(result, out);
        } else {
            context.set(variable, result);
        }
    }
}
