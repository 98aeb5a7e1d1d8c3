package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.expression.DocumentPath.Index;
import dev.tule.dynamodb.expression.DocumentPath.Name;
import dev.tule.dynamodb.expression.DocumentPath.Step;
import dev.tule.dynamodb.value.InvalidRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Document paths of one expression as the tree they form, each leaf with what is to be done there.
 * Confined to the request while it is built, then not changed.
 */
final class PathTree<A> {
    private final Map<String, PathTree<A>> names = new LinkedHashMap<>();
    private final SortedMap<Integer, PathTree<A>> indexes = new TreeMap<>();
    private @Nullable A leaf;

    /** What is to be done here, if paths don't go on from here. */
    @Nullable A leaf() {
        return leaf;
    }

    Map<String, PathTree<A>> names() {
        return names;
    }

    SortedMap<Integer, PathTree<A>> indexes() {
        return indexes;
    }

    void put(DocumentPath path, A what) {
        PathTree<A> node = this;
        for (Step step : path.steps()) {
            node =
                    switch (step) {
                        case Name(String name) ->
                                node.names.computeIfAbsent(name, _ -> new PathTree<>());
                        case Index(int index) ->
                                node.indexes.computeIfAbsent(index, _ -> new PathTree<>());
                    };
        }
        node.leaf = what;
    }

    /**
     * Checks that no path is another's beginning, or uses as a list what another uses as a map.
     *
     * @throws InvalidRequest for the first two that do
     */
    static void checkApart(List<DocumentPath> paths) {
        for (int second = 1; second < paths.size(); second++) {
            for (DocumentPath first : paths.subList(0, second)) {
                checkApart(first, paths.get(second));
            }
        }
    }

    private static void checkApart(DocumentPath one, DocumentPath two) {
        int shorter = Math.min(one.steps().size(), two.steps().size());
        for (int i = 0; i < shorter; i++) {
            Map.Entry<Step, Step> steps = Map.entry(one.steps().get(i), two.steps().get(i));
            if (steps.getKey() instanceof Name != steps.getValue() instanceof Name) {
                throw clash("conflict", one, two);
            }
            if (!steps.getKey().equals(steps.getValue())) {
                return;
            }
        }
        throw clash("overlap", one, two);
    }

    private static InvalidRequest clash(String how, DocumentPath one, DocumentPath two) {
        return new InvalidRequest(
                "Two document paths "
                        + how
                        + " with each other; must remove or rewrite one of these paths; path one: "
                        + one
                        + ", path two: "
                        + two);
    }
}
