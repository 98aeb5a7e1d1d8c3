package dev.tule.server.config;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value of the file, read as what it must be. The values themselves are never told: secrets. */
final class Value {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(KiB|MiB|GiB)?");

    private final YamlFile file;
    private final String path;
    private final Node node;

    Value(YamlFile file, String path, Node node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    ConfigFileError error(String what) {
        return file.error(node.getStartMark(), path + " " + what);
    }

    /** Such as {@code listeners.devices.port (/etc/tule.yaml:7)}. */
    String location() {
        return "%s (%s)".formatted(path, file.position(node.getStartMark()));
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    String text() throws ConfigFileError {
        if (!(node instanceof ScalarNode scalar)) {
            throw error("must be a text");
        }
        if (!scalar.getTag().equals(Tag.STR)) {
            throw error("must be a text: put it in quotes");
        }
        if (scalar.getValue().isEmpty()) {
            throw error("is empty");
        }
        return scalar.getValue();
    }

    private String scalar(String wanted) throws ConfigFileError {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw error("must be " + wanted);
    }

    boolean flag() throws ConfigFileError {
        return switch (scalar("true or false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw error("must be true or false");
        };
    }

    int integer(int least, int most) throws ConfigFileError {
        String wanted = "a whole number from %d to %d".formatted(least, most);
        String text = scalar(wanted);
        if (text.matches("-?\\d{1,10}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return (int) number;
            }
        }
        throw error("must be " + wanted);
    }

    /** A number of bytes, such as 65536, 64KiB or 16MiB. */
    long size(long least, long most) throws ConfigFileError {
        String wanted = "a number of bytes such as 64KiB or 16MiB, from %d to %d";
        Matcher matcher = SIZE.matcher(scalar(wanted.formatted(least, most)));
        if (matcher.matches()) {
            int shift =
                    switch (matcher.group(2)) {
                        case "KiB" -> 10;
                        case "MiB" -> 20;
                        case "GiB" -> 30;
                        case null, default -> 0;
                    };
            BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(shift);
            if (bytes.bitLength() < 63
                    && bytes.longValueExact() >= least
                    && bytes.longValueExact() <= most) {
                return bytes.longValueExact();
            }
        }
        throw error("must be " + wanted.formatted(least, most));
    }

    /** A time, such as 500ms, 10s, 5m, 2h or 7d. */
    Duration duration() throws ConfigFileError {
        String wanted = "a time above zero such as 500ms, 10s, 5m, 2h or 7d";
        Matcher matcher = DURATION.matcher(scalar(wanted));
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration duration =
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    };
            if (duration.isPositive()) {
                return duration;
            }
        }
        throw error("must be " + wanted);
    }

    /** One of these words. */
    <T> T choice(Map<String, T> choices) throws ConfigFileError {
        Set<String> words = new TreeSet<>(choices.keySet());
        T chosen = choices.get(scalar("one of " + String.join(", ", words)));
        if (chosen == null) {
            throw error("must be one of " + String.join(", ", words));
        }
        return chosen;
    }

    Section section() throws ConfigFileError {
        if (node instanceof MappingNode mapping) {
            return new Section(file, path, mapping);
        }
        throw error("must be keys and values");
    }

    List<Value> list() throws ConfigFileError {
        if (!(node instanceof SequenceNode sequence)) {
            throw error("must be a list");
        }
        List<Value> values = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            values.add(new Value(file, path + "[" + values.size() + "]", item));
        }
        return values;
    }

    /** One, or a list of them. */
    List<Value> oneOrMore() throws ConfigFileError {
        return isList() ? list() : List.of(this);
    }

    /** A path, from the folder of this file. */
    Path path() throws ConfigFileError {
        return file.resolve(text());
    }

    /** The path of a file that must be there, from the folder of this one. */
    Path file() throws ConfigFileError {
        Path named = path();
        if (!Files.isReadable(named)) {
            throw error("names a file that can't be read: " + named);
        }
        return named;
    }

    /** What the file of that name holds. */
    String textOfFile() throws ConfigFileError {
        String text = file.namedText(file(), node.getStartMark());
        if (text.isEmpty()) {
            throw error("names a file that is empty");
        }
        return text;
    }

    /** What a JSON value could be: for what is handed on as it is. */
    @Nullable Object plain() throws ConfigFileError {
        return switch (node) {
            case MappingNode mapping -> {
                Section section = new Section(file, path, mapping);
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (String name : section.names()) {
                    map.put(name, section.require(name).plain());
                }
                yield map;
            }
            case SequenceNode _ -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (Value item : list()) {
                    list.add(item.plain());
                }
                yield list;
            }
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> null;
            case ScalarNode scalar when scalar.getTag().equals(Tag.BOOL) -> flag();
            case ScalarNode scalar
                    when scalar.getTag().equals(Tag.INT)
                            && scalar.getValue().matches("-?\\d{1,18}") ->
                    Long.parseLong(scalar.getValue());
            case ScalarNode scalar -> scalar.getValue();
            default -> throw error("is no value");
        };
    }

    static <T> Map<String, T> words(T[] values, java.util.function.Function<T, String> word) {
        Map<String, T> words = new TreeMap<>();
        for (T value : values) {
            words.put(word.apply(value), value);
        }
        return words;
    }
}
