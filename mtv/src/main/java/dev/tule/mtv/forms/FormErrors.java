package dev.tule.mtv.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A form's errors by field; those of the whole form under the empty name. Not thread-safe. */
public final class FormErrors {
    static final String WHOLE_FORM = "";

    private final Map<String, List<String>> errors = new LinkedHashMap<>();

    /** Adds an error to the whole form. */
    public void add(String message) {
        add(WHOLE_FORM, message);
    }

    /** Adds an error to a field. */
    public void add(String field, String message) {
        errors.computeIfAbsent(field, k -> new ArrayList<>(1)).add(message);
    }

    /** A field's errors. */
    public List<String> of(String field) {
        return List.copyOf(errors.getOrDefault(field, List.of()));
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Every error by field. */
    public Map<String, List<String>> asMap() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        errors.forEach((field, messages) -> copy.put(field, List.copyOf(messages)));
        return copy;
    }

    @Override
    public String toString() {
        return errors.toString();
    }
}
