package dev.tule.engines.mysql;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Changes the settings of a running server. */
final class Variables {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([KMGkmg])?");

    private Variables() {}

    /**
     * Refuses names that a server doesn't have.
     *
     * @param told its answer to {@code --help --verbose}, which ends with a table of its settings
     * @throws EngineException {@code PARAMETER}
     */
    static void requireKnown(Set<String> names, String told) {
        Set<String> known =
                told.lines()
                        .map(line -> line.split(" ", 2)[0].replace('-', '_'))
                        .collect(Collectors.toSet());
        for (String name : names) {
            if (!known.contains(name)) {
                throw new EngineException(Reason.PARAMETER, "there is no parameter " + name);
            }
        }
    }

    /**
     * Sets what differs.
     *
     * @return what the server takes only when it is started
     */
    static Set<String> change(
            Statement statement, Map<String, String> before, Map<String, String> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        Set<String> waiting = new TreeSet<>();
        for (String name : names) {
            String value = after.get(name);
            if (Objects.equals(before.get(name), value)) {
                continue;
            }
            try {
                statement.execute(
                        "SET GLOBAL "
                                + name
                                + " = "
                                + (value == null ? "DEFAULT" : literal(value)));
            } catch (SQLException e) {
                // It is read-only, or takes another form than in the option file.
                waiting.add(name);
            }
        }
        return waiting;
    }

    /** Sizes have units in option files alone. */
    private static String literal(String value) {
        Matcher size = SIZE.matcher(value);
        if (!size.matches()) {
            return Dialect.literal(value);
        }
        String unit = size.group(2);
        int shift =
                unit == null
                        ? 0
                        : switch (unit) {
                            case "K", "k" -> 10;
                            case "M", "m" -> 20;
                            default -> 30;
                        };
        return Long.toString(Long.parseLong(size.group(1)) << shift);
    }
}
