package dev.tule.mtv.template;

import dev.tule.mtv.Active;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Filters of lists, and those that choose between values. */
final class ListFilters {

    private ListFilters() {}

    static Library library() {
        return new Library()
                .filter("default", (v, a, c) -> Values.truth(v) ? v : a)
                .filter("default_if_none", (v, a, c) -> v == null ? a : v)
                .filter("yesno", (v, a, c) -> yesNo(v, a))
                .filter("dictsort", (v, a, c) -> sorted(v, a))
                .filter("dictsortreversed", (v, a, c) -> sorted(v, a).reversed())
                .filter("first", (v, a, c) -> at(Values.elements(v), 0))
                .filter("last", (v, a, c) -> at(Values.elements(v), -1))
                .filter("join", ListFilters::join)
                .filter("length", (v, a, c) -> length(v))
                .filter("random", (v, a, c) -> random(Values.elements(v)))
                .filter("slice", (v, a, c) -> slice(v, Values.text(a)));
    }

    private static Object yesNo(@Nullable Object value, @Nullable Object argument) {
        String[] words = (argument == null ? "yes,no,maybe" : Values.text(argument)).split(",", -1);
        if (words.length < 2) {
            return Values.text(value);
        }
        if (value == null) {
            return words.length > 2 ? words[2] : words[1];
        }
        return Values.truth(value) ? words[0] : words[1];
    }

    private static List<@Nullable Object> sorted(
            @Nullable Object value, @Nullable Object argument) {
        String[] path = Values.text(argument).split("\\.", -1);
        List<@Nullable Object> all = new ArrayList<>(Values.elements(value));
        Comparator<@Nullable Object> byMember =
                (a, b) -> Values.compare(member(a, path), member(b, path)).orElse(0);
        all.sort(byMember);
        return all;
    }

    private static @Nullable Object member(@Nullable Object element, String[] path) {
        Object value = element;
        for (String name : path) {
            value =
                    value instanceof Object[] array && name.matches("[0-9]")
                            ? array[Integer.parseInt(name)]
                            : Members.get(value, name);
        }
        return value;
    }

    private static @Nullable Object at(List<@Nullable Object> list, int index) {
        if (list.isEmpty()) {
            return "";
        }
        return index < 0 ? list.getLast() : list.get(index);
    }

    private static Object join(
            @Nullable Object value, @Nullable Object separator, TemplateContext context) {
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (Object element : Values.elements(value)) {
            if (!first) {
                context.escaper().write(separator, out);
            }
            context.escaper().write(element, out);
            first = false;
        }
        return SafeString.of(out.toString());
    }

    private static int length(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case CharSequence text -> text.length();
            case Map<?, ?> map -> map.size();
            case java.util.Collection<?> collection -> collection.size();
            case Iterable<?> iterable -> Values.elements(iterable).size();
            case Optional<?> optional -> optional.isPresent() ? 1 : 0;
            default -> value.getClass().isArray() ? Values.elements(value).size() : 0;
        };
    }

    private static @Nullable Object random(List<@Nullable Object> list) {
        if (list.isEmpty()) {
            return "";
        }
        return list.get(Active.current().project().settings().random.nextInt(list.size()));
    }

    /** Python's slices without a step: {@code ":2"}, {@code "1:"}, {@code "-3:"}. */
    private static @Nullable Object slice(@Nullable Object value, String argument) {
        if (!argument.matches("-?[0-9]{0,9}(:-?[0-9]{0,9})?")) {
            return value;
        }
        List<@Nullable Object> all = Values.elements(value);
        int colon = argument.indexOf(':');
        String from = colon < 0 ? "" : argument.substring(0, colon);
        String to = colon < 0 ? argument : argument.substring(colon + 1);
        int start = index(from, 0, all.size());
        int end = index(to, all.size(), all.size());
        List<@Nullable Object> part = start < end ? all.subList(start, end) : List.of();
        if (!(value instanceof CharSequence)) {
            return part;
        }
        StringBuilder text = new StringBuilder();
        part.forEach(text::append);
        return text.toString();
    }

    private static int index(String text, int fallback, int size) {
        if (text.isEmpty() || text.equals("-")) {
            return fallback;
        }
        int index = Integer.parseInt(text);
        return Math.clamp(index < 0 ? index + (long) size : index, 0, size);
    }
}
