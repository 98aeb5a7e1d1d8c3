package dev.tule.aws.protocol;

import dev.tule.aws.routing.Parameters;
import dev.tule.aws.shape.MalformedRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A query form as a tree: {@code Tags.member.1.Key=a} is a node below four others. Confined to the
 * request that it was made for.
 */
final class FormNode {
    /** Digits of an index that is taken for one. */
    private static final int INDEX_DIGITS = 9;

    private final Map<String, FormNode> children = new LinkedHashMap<>();
    private @Nullable String value;

    /**
     * Builds the tree. Of a parameter that is there twice, the last counts.
     *
     * @param maxDepth how many names may be strung together
     */
    static FormNode of(Parameters parameters, int maxDepth) {
        FormNode root = new FormNode();
        for (String name : parameters.names()) {
            FormNode node = root;
            int depth = 0;
            int start = 0;
            while (start <= name.length()) {
                if (++depth > maxDepth) {
                    throw MalformedRequest.syntax("A parameter's name nests too deep");
                }
                int dot = name.indexOf('.', start);
                int end = dot < 0 ? name.length() : dot;
                node =
                        node.children.computeIfAbsent(
                                name.substring(start, end), _ -> new FormNode());
                start = end + 1;
            }
            node.value = parameters.all(name).getLast();
        }
        return root;
    }

    /** The child of that name; null where there is none. */
    @Nullable FormNode child(String name) {
        return children.get(name);
    }

    /** The text at this node; null where it stands only above others. */
    @Nullable String value() {
        return value;
    }

    boolean hasChildren() {
        return !children.isEmpty();
    }

    /** The numbered children by their number: there may be gaps, and any order. */
    Collection<FormNode> items() {
        TreeMap<Integer, FormNode> items = new TreeMap<>();
        children.forEach(
                (name, node) -> {
                    if (isIndex(name)) {
                        items.put(Integer.valueOf(name), node);
                    }
                });
        return items.values();
    }

    private static boolean isIndex(String name) {
        return !name.isEmpty()
                && name.length() <= INDEX_DIGITS
                && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
