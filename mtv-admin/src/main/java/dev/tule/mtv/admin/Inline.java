package dev.tule.mtv.admin;

import dev.tule.mtv.forms.FormField;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Related objects that are edited on the page of the one that they refer to. Immutable.
 *
 * <p>Who may add, change or delete them goes by the permissions of their own model.
 *
 * @param <C> the related model
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/contrib/admin/#inlinemodeladmin-objects">
 *     Django: InlineModelAdmin</a>
 */
public final class Inline<C extends Model> {
    private static final int MOST = 1000;

    private final ModelMeta<C> meta;
    private final boolean stacked;
    private final String foreignKey;
    private final List<String> fields;
    private final int extra;
    private final int most;
    private final Set<String> autocompleteFields;
    private final Map<String, UnaryOperator<FormField>> shown;

    private Inline(
            ModelMeta<C> meta,
            boolean stacked,
            String foreignKey,
            List<String> fields,
            int extra,
            int most,
            Set<String> autocompleteFields,
            Map<String, UnaryOperator<FormField>> shown) {
        this.meta = meta;
        this.stacked = stacked;
        this.foreignKey = foreignKey;
        this.fields = fields;
        this.extra = extra;
        this.most = most;
        this.autocompleteFields = autocompleteFields;
        this.shown = shown;
    }

    /** A row for each object. */
    public static <C extends Model> Inline<C> tabular(Class<C> type) {
        return new Inline<>(ModelMeta.of(type), false, "", List.of(), 1, MOST, Set.of(), Map.of());
    }

    /** A form for each object, one below the other. */
    public static <C extends Model> Inline<C> stacked(Class<C> type) {
        return new Inline<>(ModelMeta.of(type), true, "", List.of(), 1, MOST, Set.of(), Map.of());
    }

    /** The fields that are shown; all but the reference where nothing is said. */
    public Inline<C> fields(String... names) {
        List.of(names).forEach(meta::field);
        return new Inline<>(
                meta, stacked, foreignKey, List.of(names), extra, most, autocompleteFields, shown);
    }

    /** How many empty forms there are at first. */
    public Inline<C> extra(int count) {
        return new Inline<>(
                meta, stacked, foreignKey, fields, count, most, autocompleteFields, shown);
    }

    /** How many objects there may be in all, up to 1000. */
    public Inline<C> most(int count) {
        int limit = Math.min(count, MOST);
        return new Inline<>(
                meta, stacked, foreignKey, fields, extra, limit, autocompleteFields, shown);
    }

    /** The reference that ties them, where there are several. */
    public Inline<C> by(String reference) {
        return new Inline<>(
                meta, stacked, reference, fields, extra, most, autocompleteFields, shown);
    }

    /** References that are sought by typing, as {@link ModelAdmin#autocompleteFields}. */
    public Inline<C> autocompleteFields(String... relations) {
        Set<String> all = new LinkedHashSet<>(autocompleteFields);
        for (String each : relations) {
            all.add(ModelAdmin.relation(meta, each).name());
        }
        return new Inline<>(meta, stacked, foreignKey, fields, extra, most, all, shown);
    }

    /** Shows a field in another way, as {@link ModelAdmin#showing}. */
    public Inline<C> showing(String field, UnaryOperator<FormField> as) {
        Map<String, UnaryOperator<FormField>> all = new LinkedHashMap<>(shown);
        all.put(meta.field(field).name(), as);
        return new Inline<>(
                meta, stacked, foreignKey, fields, extra, most, autocompleteFields, all);
    }

    ModelMeta<C> meta() {
        return meta;
    }

    boolean isStacked() {
        return stacked;
    }

    int extra() {
        return extra;
    }

    int most() {
        return most;
    }

    Set<String> autocompleteFields() {
        return autocompleteFields;
    }

    Map<String, UnaryOperator<FormField>> shown() {
        return shown;
    }

    /** The names of its fields in forms begin with this. */
    String prefix() {
        return meta.name().toLowerCase(java.util.Locale.ROOT) + "_" + foreignKey;
    }

    /**
     * The same, tied to a model.
     *
     * @throws FieldError where it has no reference to it, or several
     */
    Inline<C> of(ModelMeta<?> parent) {
        List<ModelField> references = new ArrayList<>();
        for (ModelField field : meta.concreteFields()) {
            boolean fits =
                    field.kind() == ModelField.Kind.TO_ONE
                            && field.type().isAssignableFrom(parent.type());
            if (fits && (foreignKey.isEmpty() || field.name().equals(foreignKey))) {
                references.add(field);
            }
        }
        if (references.size() != 1) {
            throw new FieldError(
                    "%s has %d references to %s that an inline could go by; say which by by(…)"
                            .formatted(meta.label(), references.size(), parent.label()));
        }
        String reference = references.getFirst().name();
        List<String> names =
                fields.isEmpty()
                        ? ModelAdmin.editable(meta, true).stream()
                                .filter(name -> !name.equals(reference))
                                .toList()
                        : fields;
        return new Inline<>(
                meta, stacked, reference, names, extra, most, autocompleteFields, shown);
    }

    String foreignKey() {
        return foreignKey;
    }

    List<String> fields() {
        return fields;
    }

    QuerySet<C> of(Model parent) {
        return QuerySet.of(meta.type()).filter(foreignKey, parent.pk()).orderBy("pk");
    }
}
