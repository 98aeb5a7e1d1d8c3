package dev.tule.wamp.router.matching;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by patterns whose empty components stand for any: a tree with a level for each component.
 * Finding looks at each level for the component itself and for the wildcard. Reading takes no lock;
 * writers need one.
 */
final class WildcardTrie<T> {
    private final Node<T> root = new Node<>();
    private volatile int size;

    private static final class Node<T> {
        final Map<String, Node<T>> literals = new ConcurrentHashMap<>(2);
        volatile @Nullable Node<T> any;
        volatile @Nullable T value;

        boolean isEmpty() {
            return literals.isEmpty() && any == null && value == null;
        }

        @Nullable Node<T> next(String component) {
            return component.isEmpty() ? any : literals.get(component);
        }

        Node<T> nextOrNew(String component) {
            if (!component.isEmpty()) {
                return literals.computeIfAbsent(component, c -> new Node<>());
            }
            Node<T> next = any;
            if (next == null) {
                next = new Node<>();
                any = next;
            }
            return next;
        }

        void remove(String component) {
            if (component.isEmpty()) {
                any = null;
            } else {
                literals.remove(component);
            }
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Gives the value of each pattern that matches. */
    void match(String uri, Consumer<T> matches) {
        match(root, uri, 0, matches);
    }

    private static <T> void match(Node<T> node, String uri, int from, Consumer<T> matches) {
        if (from > uri.length()) {
            T value = node.value;
            if (value != null) {
                matches.accept(value);
            }
            return;
        }
        int end = end(uri, from);
        Node<T> literal =
                node.literals.isEmpty() ? null : node.literals.get(uri.substring(from, end));
        if (literal != null) {
            match(literal, uri, end + 1, matches);
        }
        Node<T> any = node.any;
        if (any != null) {
            match(any, uri, end + 1, matches);
        }
    }

    /**
     * The value of the pattern that matches best: that with the longest portion of components
     * before its first wildcard; among equals the longest portion after it, and so on. That is the
     * one found first when a component is tried before the wildcard, level by level.
     */
    @Nullable T best(String uri) {
        return best(root, uri, 0);
    }

    private static <T> @Nullable T best(Node<T> node, String uri, int from) {
        if (from > uri.length()) {
            return node.value;
        }
        int end = end(uri, from);
        Node<T> literal =
                node.literals.isEmpty() ? null : node.literals.get(uri.substring(from, end));
        T best = literal == null ? null : best(literal, uri, end + 1);
        Node<T> any = node.any;
        return best != null || any == null ? best : best(any, uri, end + 1);
    }

    private static int end(String uri, int from) {
        int dot = uri.indexOf('.', from);
        return dot < 0 ? uri.length() : dot;
    }

    /** The value of exactly that pattern. */
    @Nullable T get(String pattern) {
        Node<T> node = root;
        for (int from = 0; node != null && from <= pattern.length(); ) {
            int end = end(pattern, from);
            node = node.next(pattern.substring(from, end));
            from = end + 1;
        }
        return node == null ? null : node.value;
    }

    /** Sets the value of a pattern; null removes it. */
    void put(String pattern, @Nullable T value) {
        boolean had = get(pattern) != null;
        if (value != null) {
            Node<T> node = root;
            for (int from = 0; from <= pattern.length(); ) {
                int end = end(pattern, from);
                node = node.nextOrNew(pattern.substring(from, end));
                from = end + 1;
            }
            node.value = value;
        } else if (had) {
            remove(root, pattern, 0);
        }
        int before = size;
        size = before + (value == null ? 0 : 1) - (had ? 1 : 0);
    }

    private static <T> void remove(Node<T> node, String pattern, int from) {
        if (from > pattern.length()) {
            node.value = null;
            return;
        }
        int end = end(pattern, from);
        String component = pattern.substring(from, end);
        Node<T> next = node.next(component);
        if (next != null) {
            remove(next, pattern, end + 1);
            if (next.isEmpty()) {
                node.remove(component);
            }
        }
    }
}
