package dev.tule.mtv.models.sql;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a value is looked for.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/querysets/#field-lookups">Django:
 *     field lookups</a>
 */
enum Lookup {
    EXACT("="),
    IEXACT(""),
    CONTAINS(""),
    ICONTAINS(""),
    STARTSWITH(""),
    ISTARTSWITH(""),
    ENDSWITH(""),
    IENDSWITH(""),
    IN(""),
    GT(">"),
    GTE(">="),
    LT("<"),
    LTE("<="),
    RANGE(""),
    REGEX(""),
    IREGEX(""),
    ISNULL("");

    private final String operator;

    Lookup(String operator) {
        this.operator = operator;
    }

    /** As SQL compares; empty where it takes more than an operator. */
    String operator() {
        return operator;
    }

    boolean ignoresCase() {
        return this == IEXACT || this == ICONTAINS || this == ISTARTSWITH || this == IENDSWITH;
    }

    static Optional<Lookup> find(String name) {
        return Arrays.stream(values()).filter(each -> each.word().equals(name)).findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Lookup::word).toList();
    }
}
