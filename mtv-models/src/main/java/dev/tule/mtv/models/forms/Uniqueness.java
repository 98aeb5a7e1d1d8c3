package dev.tule.mtv.models.forms;

import dev.tule.mtv.forms.FormErrors;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says before the database does that something must be unique, in words for people. Between this
 * and the saving another may come: then it is an {@code IntegrityError} after all.
 *
 * @param meta the model
 * @param object what is to be changed
 * @param values the new values by field
 */
record Uniqueness<M extends Model>(
        ModelMeta<M> meta, M object, Map<String, @Nullable Object> values) {

    void check(FormErrors errors) {
        for (ModelField field : meta.concreteFields()) {
            if (field.unique() && values.containsKey(field.name()) && exists(List.of(field))) {
                errors.add(field.name(), message(List.of(field)));
            }
        }
        for (List<String> columns : meta.uniqueTogether().values()) {
            List<ModelField> fields =
                    meta.concreteFields().stream()
                            .filter(field -> columns.contains(field.column()))
                            .toList();
            boolean touched = fields.stream().anyMatch(each -> values.containsKey(each.name()));
            if (touched && exists(fields)) {
                errors.add(message(fields));
            }
        }
    }

    private boolean exists(List<ModelField> fields) {
        List<@Nullable Object> lookups = new ArrayList<>();
        for (ModelField field : fields) {
            Object value =
                    values.containsKey(field.name())
                            ? values.get(field.name())
                            : object.get(field.name());
            if (value == null) {
                // Nothing is not equal to nothing, for databases.
                return false;
            }
            lookups.add(field.name());
            lookups.add(value);
        }
        QuerySet<M> same = QuerySet.of(meta.type()).filter(lookups.toArray());
        Object key = object.pk();
        return (key == null ? same : same.exclude("pk", key)).exists();
    }

    private String message(List<ModelField> fields) {
        String model = meta.verboseName();
        return Character.toUpperCase(model.charAt(0))
                + model.substring(1)
                + " with this "
                + String.join(" and ", fields.stream().map(ModelField::label).toList())
                + " already exists.";
    }
}
