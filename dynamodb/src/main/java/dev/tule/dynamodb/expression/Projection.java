package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of items that a request wants (Developer Guide, "Using projection expressions").
 * Immutable.
 */
public final class Projection {
    private final List<DocumentPath> paths;
    private final PathTree<Boolean> tree = new PathTree<>();

    private Projection(List<DocumentPath> paths) {
        this.paths = List.copyOf(paths);
        paths.forEach(path -> tree.put(path, true));
    }

    /** A projection on paths that are apart from one another. */
    public static Projection of(List<DocumentPath> paths) {
        return new Projection(paths);
    }

    /** A projection on top-level attributes. */
    public static Projection ofAttributes(Iterable<String> names) {
        List<DocumentPath> paths = new ArrayList<>();
        names.forEach(name -> paths.add(DocumentPath.of(name)));
        return new Projection(paths);
    }

    public List<DocumentPath> paths() {
        return paths;
    }

    /** The wanted parts that an item has. */
    public Item of(Item item) {
        Map<String, Value> wanted = new LinkedHashMap<>();
        tree.names()
                .forEach(
                        (name, node) -> {
                            Value part = part(item.get(name), node);
                            if (part != null) {
                                wanted.put(name, part);
                            }
                        });
        return new Item(wanted);
    }

    private static @Nullable Value part(@Nullable Value value, PathTree<Boolean> node) {
        if (value == null || node.leaf() != null) {
            return value;
        }
        if (value instanceof Value.M(Map<String, Value> entries)) {
            Map<String, Value> wanted = new LinkedHashMap<>();
            node.names()
                    .forEach(
                            (name, below) -> {
                                Value part = part(entries.get(name), below);
                                if (part != null) {
                                    wanted.put(name, part);
                                }
                            });
            return wanted.isEmpty() ? null : new Value.M(wanted);
        }
        if (value instanceof Value.L(List<Value> elements)) {
            List<Value> wanted = new ArrayList<>();
            node.indexes()
                    .headMap(elements.size())
                    .forEach(
                            (index, below) -> {
                                Value part = part(elements.get(index), below);
                                if (part != null) {
                                    wanted.add(part);
                                }
                            });
            return wanted.isEmpty() ? null : new Value.L(wanted);
        }
        return null;
    }
}
