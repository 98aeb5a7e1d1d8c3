package dev.tule.mtv.admin;

import java.util.Locale;

/** What may be done with a model's objects: the four permissions that each model has. */
public enum Permit {
    ADD,
    CHANGE,
    DELETE,
    VIEW;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
