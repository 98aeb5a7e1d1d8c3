package dev.tule.mtv.template;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tags that decide and repeat.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/templates/builtins/#built-in-tag-reference">
 *     Django: built-in tags</a>
 */
final class ControlTags {

    private ControlTags() {}

    static Library library() {
        return new Library()
                .tag("if", ControlTags::ifTag)
                .tag("for", ControlTags::forTag)
                .tag("with", ControlTags::with)
                .tag("ifchanged", ControlTags::ifChanged)
                .tag("cycle", ControlTags::cycle)
                .tag("resetcycle", ControlTags::resetCycle)
                .tag("firstof", ControlTags::firstOf)
                .tag("regroup", ControlTags::regroup);
    }

    private record Branch(Expression condition, NodeList body) {}

    private static Node ifTag(Parser parser, Tag tag) {
        List<Branch> branches = new ArrayList<>();
        Expression condition = Condition.parse(parser, tag.arguments());
        while (true) {
            NodeList body = parser.parse("elif", "else", "endif");
            branches.add(new Branch(condition, body));
            Tag next = parser.next();
            switch (next.name()) {
                case "elif" -> condition = Condition.parse(parser, next.arguments());
                case "else" -> condition = context -> true;
                default -> {
                    return (context, out) -> {
                        for (Branch branch : branches) {
                            if (Values.truth(branch.condition.evaluate(context))) {
                                branch.body.render(context, out);
                                return;
                            }
                        }
                    };
                }
            }
        }
    }

    /** What {@code forloop} is within a loop. */
    private record ForLoop(int index, int size, @Nullable Object parent) implements HasMembers {
        @Override
        public @Nullable Object member(String name) {
            return switch (name) {
                case "counter" -> index + 1;
                case "counter0" -> index;
                case "revcounter" -> size - index;
                case "revcounter0" -> size - index - 1;
                case "first" -> index == 0;
                case "last" -> index == size - 1;
                case "length" -> size;
                case "parentloop" -> parent;
                default -> null;
            };
        }
    }

    private static Node forTag(Parser parser, Tag tag) {
        List<String> words = new ArrayList<>(tag.arguments());
        boolean reversed = words.size() > 1 && words.getLast().equals("reversed");
        if (reversed) {
            words.removeLast();
        }
        int in = words.lastIndexOf("in");
        if (in < 1 || in != words.size() - 2) {
            throw new IllegalArgumentException("for wants: for x in list");
        }
        String[] names = String.join("", words.subList(0, in)).split(",", -1);
        Expression list = parser.expression(words.getLast());
        NodeList body = parser.parse("empty", "endfor");
        NodeList empty = parser.next().name().equals("empty") ? parser.parse("endfor") : null;
        if (empty != null) {
            parser.next();
        }
        return (context, out) -> {
            List<@Nullable Object> elements = Values.elements(list.evaluate(context));
            if (elements.isEmpty()) {
                if (empty != null) {
                    empty.render(context, out);
                }
                return;
            }
            loop(context, out, reversed ? elements.reversed() : elements, names, body);
        };
    }

    private static void loop(
            TemplateContext context,
            StringBuilder out,
            List<@Nullable Object> elements,
            String[] names,
            NodeList body) {
        Object parent = context.get("forloop");
        context.within(
                Map.of(),
                () -> {
                    for (int i = 0; i < elements.size(); i++) {
                        context.set("forloop", new ForLoop(i, elements.size(), parent));
                        unpack(context, names, elements.get(i));
                        body.render(context, out);
                    }
                });
    }

    private static void unpack(TemplateContext context, String[] names, @Nullable Object element) {
        if (names.length == 1) {
            context.set(names[0], element);
            return;
        }
        List<@Nullable Object> parts =
                switch (element) {
                    case Map.Entry<?, ?> entry ->
                            java.util.Arrays.asList(entry.getKey(), entry.getValue());
                    case Record record -> {
                        List<@Nullable Object> values = new ArrayList<>();
                        for (RecordComponent component : record.getClass().getRecordComponents()) {
                            values.add(dev.tule.mtv.Records.value(record, component));
                        }
                        yield values;
                    }
                    case null, default -> Values.elements(element);
                };
        if (parts.size() != names.length) {
            throw new IllegalArgumentException(
                    "can't unpack " + parts.size() + " values into " + names.length + " names");
        }
        for (int i = 0; i < names.length; i++) {
            context.set(names[i], parts.get(i));
        }
    }

    private static Node with(Parser parser, Tag tag) {
        List<String> words = tag.arguments();
        Map<String, Expression> names = new HashMap<>();
        if (words.size() == 3 && words.get(1).equals("as")) {
            names.put(words.get(2), parser.expression(words.get(0)));
        } else {
            names.putAll(Arguments.parse(parser, words).names());
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("with wants: with name=value");
        }
        NodeList body = parser.parse("endwith");
        parser.next();
        return (context, out) -> {
            Map<String, @Nullable Object> values = new HashMap<>();
            names.forEach((name, value) -> values.put(name, value.evaluate(context)));
            context.within(values, () -> body.render(context, out));
        };
    }

    private static Node ifChanged(Parser parser, Tag tag) {
        List<Expression> watched = tag.arguments().stream().map(parser::expression).toList();
        NodeList body = parser.parse("else", "endifchanged");
        NodeList same = parser.next().name().equals("else") ? parser.parse("endifchanged") : null;
        if (same != null) {
            parser.next();
        }
        return (context, out) -> {
            String text = watched.isEmpty() ? body.render(context) : "";
            List<@Nullable Object> now = new ArrayList<>();
            now.add(text);
            watched.forEach(value -> now.add(value.evaluate(context)));
            boolean first = context.get("forloop") instanceof ForLoop loop && loop.index == 0;
            Object before = first ? null : context.recall(body, Object.class);
            context.remember(body, now);
            if (!Objects.equals(before, now)) {
                if (watched.isEmpty()) {
                    out.append(text);
                } else {
                    body.render(context, out);
                }
            } else if (same != null) {
                same.render(context, out);
            }
        };
    }

    /** {@code {% cycle "a" "b" %}}; its position belongs to one rendering. */
    private static final class CycleNode implements Node {
        private final List<Expression> values;
        private final @Nullable String variable;
        private final boolean silent;

        CycleNode(List<Expression> values, @Nullable String variable, boolean silent) {
            this.values = values;
            this.variable = variable;
            this.silent = silent;
        }

        @Override
        public void render(TemplateContext context, StringBuilder out) {
            Integer position = context.recall(this, Integer.class);
            int at = position == null ? 0 : position;
            context.remember(this, (at + 1) % values.size());
            Object value = values.get(at).evaluate(context);
            if (variable != null) {
                context.set(variable, value);
            }
            if (!silent) {
                context.escaper().write(value, out);
            }
        }
    }

    private static Node cycle(Parser parser, Tag tag) {
        List<String> words = tag.arguments();
        int as = words.lastIndexOf("as");
        boolean named = as > 0 && as >= words.size() - 3;
        String variable = named ? words.get(as + 1) : null;
        boolean silent = named && words.getLast().equals("silent");
        List<Expression> values =
                (named ? words.subList(0, as) : words).stream().map(parser::expression).toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("cycle wants values");
        }
        CycleNode node = new CycleNode(values, variable, silent);
        parser.lastCycle(node);
        return node;
    }

    private static Node resetCycle(Parser parser, Tag tag) {
        Node cycle = parser.lastCycle();
        return (context, out) -> context.remember(cycle, null);
    }

    private static Node firstOf(Parser parser, Tag tag) {
        Arguments arguments = Arguments.parse(parser, tag.arguments());
        return (context, out) -> {
            for (Expression expression : arguments.values()) {
                Object value = expression.evaluate(context);
                if (Values.truth(value)) {
                    arguments.deliver(value, context, out);
                    return;
                }
            }
        };
    }

    /** {@code {% regroup list by member as groups %}}: each group has a grouper and a list. */
    private static Node regroup(Parser parser, Tag tag) {
        List<String> words = tag.arguments();
        if (words.size() != 5 || !words.get(1).equals("by") || !words.get(3).equals("as")) {
            throw new IllegalArgumentException("regroup wants: regroup list by member as name");
        }
        Expression list = parser.expression(words.get(0));
        Expression grouper = parser.expression("element." + words.get(2));
        return (context, out) -> {
            List<Map<String, @Nullable Object>> groups = new ArrayList<>();
            List<@Nullable Object> current = new ArrayList<>();
            for (Object element : Values.elements(list.evaluate(context))) {
                List<@Nullable Object> key = new ArrayList<>();
                Map<String, @Nullable Object> scope = new HashMap<>();
                scope.put("element", element);
                context.within(scope, () -> key.add(grouper.evaluate(context)));
                if (groups.isEmpty()
                        || !Values.same(groups.getLast().get("grouper"), key.getFirst())) {
                    current = new ArrayList<>();
                    Map<String, @Nullable Object> group = new HashMap<>();
                    group.put("grouper", key.getFirst());
                    group.put("list", current);
                    groups.add(group);
                }
                current.add(element);
            }
            context.set(words.get(4), groups);
        };
    }
}
