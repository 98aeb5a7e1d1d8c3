package dev.tule.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes metrics in Prometheus' text-based format. Confined to its thread. */
final class Exposition {
    private final StringBuilder text = new StringBuilder(4096);

    /** A number that only grows; its name ends in {@code _total}. */
    void counter(String name, String help, Number value) {
        family(name, help, "counter");
        sample(name, "", value.doubleValue());
    }

    /** A number that goes up and down. */
    void gauge(String name, String help, Number value) {
        family(name, help, "gauge");
        sample(name, "", value.doubleValue());
    }

    /** Gauges of one name, told apart by the value of one label. */
    void gauges(String name, String help, String label, Map<String, ? extends Number> values) {
        labelled(name, help, "gauge", label, values);
    }

    /** Counters of one name, told apart by the value of one label. */
    void counters(String name, String help, String label, Map<String, ? extends Number> values) {
        labelled(name, help, "counter", label, values);
    }

    private void labelled(
            String name,
            String help,
            String type,
            String label,
            Map<String, ? extends Number> values) {
        family(name, help, type);
        new LinkedHashMap<>(values)
                .forEach(
                        (key, value) ->
                                sample(
                                        name,
                                        "{" + label + "=\"" + escaped(key) + "\"}",
                                        value.doubleValue()));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private void family(String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void sample(String name, String labels, double value) {
        text.append(name).append(labels).append(' ');
        if (value == (long) value) {
            text.append((long) value);
        } else {
            text.append(value);
        }
        text.append('\n');
    }

    byte[] toBytes() {
        return text.toString().getBytes(UTF_8);
    }
}
