package dev.tule.mtv.models;

import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import dev.tule.mtv.models.sql.Select;
import dev.tule.mtv.models.sql.Sql;
import io.ebean.bean.BeanCollection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a many-to-many relation of an object gained and lost into the table between. Confined
 * to the thread that saves the object.
 */
final class Joins {
    private static final String KEY = "key";

    private final Rows rows;
    private final Signals signals;
    private final Model object;
    private final ModelField field;
    private final ModelField.JoinTable table;
    private @Nullable Object aside;

    Joins(Rows rows, Signals signals, Model object, ModelField field) {
        this.rows = rows;
        this.signals = signals;
        this.object = object;
        this.field = field;
        this.table = Objects.requireNonNull(field.joinTable());
    }

    /** Hides the relation of a new object from Ebean, which would insert what is in it. */
    void setAside() {
        aside = raw();
        setRaw(null);
    }

    void bringBack() {
        setRaw(aside);
    }

    /** Compares with the table, but only where the relation was touched. */
    void save() {
        Collection<?> now = touched();
        if (now == null) {
            return;
        }
        Set<Object> wanted = new LinkedHashSet<>();
        for (Object each : now) {
            Object key = ((Model) each).pk();
            if (key == null) {
                throw new IllegalStateException(
                        "save what is in '" + field.name() + "' before the object itself");
            }
            wanted.add(key);
        }
        Set<Object> gone = there();
        Set<Object> added = new LinkedHashSet<>(wanted);
        added.removeAll(gone);
        gone.removeAll(wanted);
        add(added);
        remove(gone);
        if (raw() instanceof BeanCollection<?> collection) {
            // Ebean would write it once more.
            collection.modifyReset();
            collection.setModifyListening(BeanCollection.ModifyListenMode.ALL);
        }
    }

    private void add(Set<Object> keys) {
        signals.send(object, field.name(), Signals.Change.PRE_ADD, keys);
        String text =
                "insert into "
                        + table.name()
                        + " ("
                        + table.ownColumn()
                        + ", "
                        + table.otherColumn()
                        + ") values (?, ?)";
        keys.forEach(key -> rows.update(pair(text, key)));
        signals.send(object, field.name(), Signals.Change.POST_ADD, keys);
    }

    private void remove(Set<Object> keys) {
        signals.send(object, field.name(), Signals.Change.PRE_REMOVE, keys);
        String text =
                "delete from "
                        + table.name()
                        + " where "
                        + table.ownColumn()
                        + " = ? and "
                        + table.otherColumn()
                        + " = ?";
        keys.forEach(key -> rows.update(pair(text, key)));
        signals.send(object, field.name(), Signals.Change.POST_REMOVE, keys);
    }

    /** The relation's objects; null where nothing was done with it. */
    private @Nullable Collection<?> touched() {
        Object raw = raw();
        if (raw instanceof BeanCollection<?> collection) {
            boolean watched = collection.modifyListening() == BeanCollection.ModifyListenMode.ALL;
            boolean untouched =
                    !collection.isPopulated() || (watched && !collection.hasModifications());
            return untouched ? null : collection.actualDetails();
        }
        return raw instanceof Collection<?> plain ? plain : null;
    }

    private @Nullable Object raw() {
        try {
            // Not by the accessor, which would load it.
            return field.declared().get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void setRaw(@Nullable Object value) {
        try {
            field.declared().set(object, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<Object> there() {
        Sql sql =
                new Sql()
                        .add("select " + table.otherColumn() + " from " + table.name())
                        .add(" where " + table.ownColumn() + " = ?")
                        .bind(own(), object.pk());
        Set<Object> keys = new LinkedHashSet<>();
        rows.maps(sql, List.of(new Select.Computed(KEY, F.of(KEY), field.related().id())))
                .forEach(row -> keys.add(Objects.requireNonNull(row.get(KEY))));
        return keys;
    }

    private Sql pair(String text, Object key) {
        return new Sql().add(text).bind(own(), object.pk()).bind(field.related().id(), key);
    }

    private ModelField own() {
        return ModelMeta.of(object.getClass()).id();
    }
}
