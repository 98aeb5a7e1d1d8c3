package dev.tule.wamp.router.matching;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by the beginnings of strings, in a radix tree: finding all that a string begins with takes
 * as long as the string, whatever their number. Nodes never change; a change makes new ones from
 * the root to its place. Reading takes no lock; writers need one.
 */
final class PrefixTrie<T> {
    private volatile Node<T> root = new Node<>("", null, noChildren());
    private volatile int size;

    private record Node<T>(
            String label,
            @Nullable T value,
            @SuppressWarnings("ArrayRecordComponent") Node<T>[] children) {

        Node<T> with(String otherLabel, @Nullable T otherValue) {
            return new Node<>(otherLabel, otherValue, children);
        }

        int indexOf(char first) {
            for (int i = 0; i < children.length; i++) {
                if (children[i].label.charAt(0) == first) {
                    return i;
                }
            }
            return -1;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> Node<T>[] noChildren() {
        return new Node[0];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Gives each value whose prefix the string begins with, shortest first. */
    void match(String string, Consumer<T> matches) {
        Node<T> node = root;
        int position = 0;
        while (node != null) {
            if (node.value != null) {
                matches.accept(node.value);
            }
            node = child(node, string, position);
            position += node == null ? 0 : node.label.length();
        }
    }

    /** The value of the longest prefix that the string begins with; null where there is none. */
    @Nullable T longest(String string) {
        return longest(string, false);
    }

    /** The value of the longest prefix that ends where a component of the URI does. */
    @Nullable T longestOfWholeComponents(String uri) {
        return longest(uri, true);
    }

    private @Nullable T longest(String string, boolean wholeComponents) {
        T longest = null;
        Node<T> node = root;
        int position = 0;
        while (node != null) {
            if (node.value != null && (!wholeComponents || endsComponent(string, position))) {
                longest = node.value;
            }
            node = child(node, string, position);
            position += node == null ? 0 : node.label.length();
        }
        return longest;
    }

    private static boolean endsComponent(String uri, int position) {
        return position == 0
                || position == uri.length()
                || uri.charAt(position) == '.'
                || uri.charAt(position - 1) == '.';
    }

    private static <T> @Nullable Node<T> child(Node<T> node, String string, int position) {
        if (position >= string.length()) {
            return null;
        }
        int index = node.indexOf(string.charAt(position));
        if (index < 0) {
            return null;
        }
        Node<T> child = node.children[index];
        return string.startsWith(child.label, position) ? child : null;
    }

    /** The value of exactly that prefix. */
    @Nullable T get(String prefix) {
        Node<T> node = root;
        int position = 0;
        while (node != null && position < prefix.length()) {
            node = child(node, prefix, position);
            position += node == null ? 0 : node.label.length();
        }
        return node == null ? null : node.value;
    }

    /** Sets the value of a prefix; null removes it. */
    void put(String prefix, @Nullable T value) {
        boolean had = get(prefix) != null;
        if (value == null && !had) {
            return;
        }
        Node<T> changed = put(root, prefix, value);
        root = changed == null ? new Node<>("", null, noChildren()) : changed;
        int before = size;
        size = before + (value == null ? 0 : 1) - (had ? 1 : 0);
    }

    /** The node with a value set at that place below it; null where nothing is left of it. */
    private static <T> @Nullable Node<T> put(Node<T> node, String rest, @Nullable T value) {
        if (rest.isEmpty()) {
            return tidy(node.with(node.label, value));
        }
        int index = node.indexOf(rest.charAt(0));
        if (index < 0) {
            return value == null ? node : withChild(node, new Node<>(rest, value, noChildren()));
        }
        Node<T> child = node.children[index];
        int common = commonLength(child.label, rest);
        Node<T> changed;
        if (common == child.label.length()) {
            changed = put(child, rest.substring(common), value);
        } else {
            changed = split(child, common, rest, value);
        }
        return tidy(withChildAt(node, index, changed));
    }

    private static <T> Node<T> split(Node<T> child, int at, String rest, @Nullable T value) {
        Node<T> lower = child.with(child.label.substring(at), child.value);
        Node<T>[] children = noChildren();
        Node<T> upper =
                withChild(
                        new Node<>(
                                child.label.substring(0, at),
                                at == rest.length() ? value : null,
                                children),
                        lower);
        return at == rest.length()
                ? upper
                : withChild(upper, new Node<>(rest.substring(at), value, noChildren()));
    }

    private static int commonLength(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int i = 0;
        while (i < length && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        return i;
    }

    private static <T> Node<T> withChild(Node<T> node, Node<T> child) {
        Node<T>[] children = java.util.Arrays.copyOf(node.children, node.children.length + 1);
        children[node.children.length] = child;
        return new Node<>(node.label, node.value, children);
    }

    private static <T> Node<T> withChildAt(Node<T> node, int index, @Nullable Node<T> child) {
        Node<T>[] children = node.children.clone();
        if (child == null) {
            children[index] = children[children.length - 1];
            children = java.util.Arrays.copyOf(children, children.length - 1);
        } else {
            children[index] = child;
        }
        return new Node<>(node.label, node.value, children);
    }

    /** Drops a node that holds nothing, and joins one that only leads to its single child. */
    private static <T> @Nullable Node<T> tidy(Node<T> node) {
        if (node.value != null || node.label.isEmpty()) {
            return node;
        }
        if (node.children.length == 0) {
            return null;
        }
        if (node.children.length == 1) {
            Node<T> only = node.children[0];
            return only.with(node.label + only.label, only.value);
        }
        return node;
    }
}
