package dev.tule.server.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A mapping of the file. Whoever reads it takes the keys that it knows and then says {@link #end},
 * which refuses those that nobody took. Confined to one thread.
 */
final class Section {
    private final YamlFile file;
    private final String path;
    private final Optional<Mark> mark;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Optional<Mark>> keyMarks = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    Section(YamlFile file, String path, MappingNode node) throws ConfigFileError {
        this.file = file;
        this.path = path;
        this.mark = node.getStartMark();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw file.error(tuple.getKeyNode().getStartMark(), "a key must be a word");
            }
            String name = key.getValue();
            if (values.containsKey(name)) {
                throw file.error(
                        key.getStartMark(),
                        "there are two '" + name + "'" + where() + ": join them");
            }
            keyMarks.put(name, key.getStartMark());
            values.put(name, new Value(file, at(name), tuple.getValueNode()));
        }
    }

    private Section(YamlFile file) {
        this.file = file;
        this.path = "";
        this.mark = Optional.empty();
    }

    static Section empty(YamlFile file) {
        return new Section(file);
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private String where() {
        return path.isEmpty() ? "" : " in " + path;
    }

    /** The value of a key that may be there. */
    Optional<Value> take(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key));
    }

    /** The value of a key that must be there. */
    Value require(String key) throws ConfigFileError {
        Optional<Value> value = take(key);
        if (value.isEmpty()) {
            checkNotMisspelt(key);
            throw file.error(mark, "'" + key + "' is missing" + where());
        }
        return value.get();
    }

    /** What is missing may be there under a name that is wrong: then that is the mistake. */
    private void checkNotMisspelt(String missing) throws ConfigFileError {
        for (String key : values.keySet()) {
            if (!known.contains(key) && nearest(key, Set.of(missing)).isPresent()) {
                throw unknown(key, Set.of(missing));
            }
        }
    }

    /** All keys, where they are names of the writer's choice. */
    List<String> names() {
        known.addAll(values.keySet());
        return List.copyOf(values.keySet());
    }

    /** All keys were looked at: any other is a mistake. */
    void end() throws ConfigFileError {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw unknown(key, known);
            }
        }
    }

    private ConfigFileError unknown(String key, Set<String> meant) {
        String suggestion =
                nearest(key, meant)
                        .map(near -> "did you mean '" + near + "'")
                        .orElse("there are " + String.join(", ", meant));
        return file.error(
                keyMarks.getOrDefault(key, mark),
                "there is no setting '" + key + "'" + where() + "; " + suggestion);
    }

    /** The word that is meant, where one is near enough. */
    static Optional<String> nearest(String word, Set<String> words) {
        int enough = Math.max(1, word.length() / 3);
        return words.stream()
                .filter(known -> distance(word, known) <= enough)
                .min(Comparator.comparingInt(known -> distance(word, known)));
    }

    /** How many letters to change, add or leave out (Levenshtein). */
    private static int distance(String one, String other) {
        List<Integer> row = new ArrayList<>();
        for (int j = 0; j <= other.length(); j++) {
            row.add(j);
        }
        for (int i = 1; i <= one.length(); i++) {
            List<Integer> next = new ArrayList<>(List.of(i));
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int least = Math.min(next.get(j - 1), row.get(j)) + 1;
                next.add(Math.min(least, row.get(j - 1) + change));
            }
            row = next;
        }
        return row.getLast();
    }

    ConfigFileError error(String what) {
        return file.error(mark, what);
    }
}
