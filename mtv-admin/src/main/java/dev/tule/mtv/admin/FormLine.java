package dev.tule.mtv.admin;

import dev.tule.mtv.forms.BoundField;
import dev.tule.mtv.forms.Form;
import dev.tule.mtv.forms.FormField;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.models.forms.ModelForm;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A line of a form: a field to fill in, or a value to read.
 *
 * @param label what stands beside it
 * @param field to fill in; null for a value to read
 * @param shown the value to read; null for a field
 * @param autocomplete the address that finds what is typed; empty where nothing does
 * @param chosen what a relation refers to now
 */
record FormLine(
        String label,
        @Nullable BoundField field,
        @Nullable Shown shown,
        String autocomplete,
        List<Chosen> chosen) {
    private static final int MOST_CHOSEN = 100;

    /**
     * An object that a relation refers to.
     *
     * @param url of its form; empty where the user may not see it
     */
    record Chosen(String key, String label, String url) {}

    static FormLine reading(String label, @Nullable Object value, AdminPages pages) {
        return new FormLine(label, null, Shown.of(label, value, pages), "", List.of());
    }

    /** A field of a form that is shown. */
    static FormLine filling(
            AdminPages pages,
            ModelMeta<?> meta,
            Form.Shown form,
            String name,
            Set<String> autocompleteFields) {
        BoundField field = form.field(name);
        ModelField model = meta.field(name);
        boolean completes = autocompleteFields.contains(name);
        return new FormLine(
                field.label(),
                field,
                null,
                completes ? pages.autocomplete(meta, name) : "",
                completes || model.kind() == ModelField.Kind.TO_ONE
                        ? chosen(pages, model, field.value())
                        : List.of());
    }

    private static List<Chosen> chosen(AdminPages pages, ModelField field, String value) {
        List<String> keys =
                Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(key -> !key.isEmpty())
                        .limit(MOST_CHOSEN)
                        .toList();
        if (keys.isEmpty()) {
            return List.of();
        }
        List<Chosen> all = new ArrayList<>();
        try {
            Class<? extends Model> type = field.type().asSubclass(Model.class);
            for (Model each : QuerySet.of(type).filter("pk__in", keys)) {
                all.add(new Chosen(String.valueOf(each.pk()), each.toString(), pages.seen(each)));
            }
        } catch (FieldError noKeys) {
            return List.of();
        }
        return all;
    }

    /** A model's form as an admin, or an inline, wants it. */
    static <M extends Model> ModelForm<M> form(
            Class<M> type,
            List<String> names,
            Set<String> autocompleteFields,
            Map<String, UnaryOperator<FormField>> shown) {
        ModelForm<M> form = ModelForm.of(type, names.toArray(String[]::new));
        for (String name : names) {
            if (autocompleteFields.contains(name)) {
                form = form.byKey(name);
            }
            UnaryOperator<FormField> as = shown.get(name);
            if (as != null) {
                form = form.showing(name, as);
            }
        }
        return form;
    }
}
