package dev.tule.mtv.models;

import dev.tule.mtv.checks.CheckMessage;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import dev.tule.mtv.models.sql.Dialect;
import dev.tule.mtv.models.sql.ReservedWords;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds tables and columns whose names a database takes for words of its own. */
final class NameChecks {
    private final Set<Dialect> used;
    private final List<CheckMessage> found = new ArrayList<>();

    private NameChecks(Set<Dialect> used) {
        this.used = used;
    }

    /**
     * What is wrong with models' names.
     *
     * @param used the project's own databases: what they refuse is an error, what only others
     *     refuse a warning
     */
    static List<CheckMessage> run(List<Class<? extends Model>> models, Set<Dialect> used) {
        NameChecks checks = new NameChecks(used);
        models.forEach(model -> checks.model(ModelMeta.of(model)));
        return List.copyOf(checks.found);
    }

    private void model(ModelMeta<?> meta) {
        name(
                meta.table(),
                "The table '%s' of %s".formatted(meta.table(), meta.label()),
                "Give it another name: @Table(name = \"%s_table\").".formatted(meta.table()));
        for (ModelField field : meta.concreteFields()) {
            name(
                    field.column(),
                    "The column '%s' of %s.%s"
                            .formatted(field.column(), meta.label(), field.name()),
                    "Rename the field, or give its column another name: @%s(name = \"%s_\")."
                            .formatted(
                                    field.isRelation() ? "JoinColumn" : "Column", field.column()));
        }
    }

    private void name(String name, String what, String hint) {
        Set<Dialect> refusing = ReservedWords.refusing(name);
        Set<Dialect> here = EnumSet.noneOf(Dialect.class);
        here.addAll(used);
        here.retainAll(refusing);
        if (!here.isEmpty()) {
            found.add(CheckMessage.error("models.E004", message(what, here), hint));
        } else if (!refusing.isEmpty()) {
            found.add(CheckMessage.warning("models.W004", message(what, refusing), hint));
        }
    }

    private static String message(String what, Set<Dialect> refusing) {
        return what
                + " has a name that is a reserved word of "
                + refusing.stream().map(Dialect::label).collect(Collectors.joining(", "))
                + ".";
    }
}
