package dev.tule.mtv.admin;

import java.util.List;

/**
 * Fields of a form that stand together. Immutable.
 *
 * @param name its heading; empty for none
 * @param description what stands below the heading; empty for none
 * @param fields names of the model's fields and of computed columns
 * @param collapsed whether it is folded until somebody opens it
 */
public record Fieldset(String name, String description, List<String> fields, boolean collapsed) {

    public Fieldset {
        fields = List.copyOf(fields);
    }

    public static Fieldset of(String name, String... fields) {
        return new Fieldset(name, "", List.of(fields), false);
    }

    public Fieldset described(String text) {
        return new Fieldset(name, text, fields, collapsed);
    }

    public Fieldset folded() {
        return new Fieldset(name, description, fields, true);
    }
}
