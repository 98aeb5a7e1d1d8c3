package dev.tule.mtv.models;

import dev.tule.mtv.models.sql.Select;
import dev.tule.mtv.models.sql.Sql;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a query set writes, to one database. */
final class Writes<M extends Model> {
    private final QuerySet<M> source;
    private final ModelDatabase database;
    private final Select select;

    Writes(QuerySet<M> source, ModelDatabase database, Select select) {
        this.source = source;
        this.database = database;
        this.select = select;
    }

    M create(@Nullable Object... namesAndValues) {
        M object = source.meta().newInstance();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            object.set(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        database.save(object);
        return object;
    }

    /** Somebody else may make it in between: then theirs is the one. */
    M createOnce(Map<String, ?> defaults, @Nullable Object... namesAndValues) {
        List<@Nullable Object> all = new ArrayList<>();
        Collections.addAll(all, namesAndValues);
        defaults.forEach((name, value) -> Collections.addAll(all, name, value));
        try {
            return Transactions.atomic(database.alias(), () -> create(all.toArray()));
        } catch (IntegrityError taken) {
            return source.find(namesAndValues).orElseThrow(() -> taken);
        }
    }

    M updateOrCreate(Map<String, ?> values, @Nullable Object... namesAndValues) {
        return Transactions.atomic(
                database.alias(),
                () -> {
                    Optional<M> known = source.selectForUpdate().find(namesAndValues);
                    M object = known.orElseGet(() -> createOnce(values, namesAndValues));
                    values.forEach(object::set);
                    database.save(object);
                    return object;
                });
    }

    int bulkUpdate(List<M> objects, List<String> fields) {
        List<Sql> statements = new ArrayList<>();
        for (M each : objects) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            fields.forEach(field -> values.put(field, each.get(field)));
            statements.add(select.updateOne(Objects.requireNonNull(each.pk()), values));
        }
        return database.refused(() -> database.rows().batch(statements));
    }

    void bulkCreate(List<M> objects) {
        Transactions.atomic(
                database.alias(),
                () -> {
                    objects.forEach(database::save);
                    return true;
                });
    }

    int update(@Nullable Object... namesAndValues) {
        Map<String, Expression> changes = new LinkedHashMap<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            changes.put(String.valueOf(namesAndValues[i]), Expression.of(namesAndValues[i + 1]));
        }
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("nothing to update");
        }
        return database.refused(() -> database.rows().update(select.update(changes)));
    }

    int delete() {
        return database.refused(() -> database.rows().update(select.delete()));
    }
}
