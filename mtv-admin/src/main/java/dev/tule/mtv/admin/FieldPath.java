package dev.tule.mtv.admin;

import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field, perhaps of a related object: {@code author__name}.
 *
 * @param text as it was declared
 * @param hops the relations on the way
 * @param field where it ends
 */
record FieldPath(String text, List<ModelField> hops, ModelField field) {

    /**
     * Reads a path.
     *
     * @throws FieldError where the models have no such field
     */
    static FieldPath of(ModelMeta<?> start, String text) {
        List<ModelField> way = new ArrayList<>();
        ModelMeta<?> at = start;
        for (String word : text.split("__", -1)) {
            if (!way.isEmpty() && !way.getLast().isRelation()) {
                throw new FieldError("'" + text + "' goes on behind a field that is no relation");
            }
            ModelField next = at.field(word);
            way.add(next);
            if (next.isRelation()) {
                at = next.related();
            }
        }
        return new FieldPath(text, List.copyOf(way.subList(0, way.size() - 1)), way.getLast());
    }

    /** Whether there is one value at most for each object. */
    boolean isSingle() {
        return !field.isToMany() && hops.stream().noneMatch(ModelField::isToMany);
    }

    String label() {
        return hops.isEmpty() ? field.label() : Words.label(text);
    }

    /** The value seen from an object; null where something on the way is. */
    @Nullable Object value(Model object) {
        Model at = object;
        for (ModelField hop : hops) {
            if (!(at.get(hop.name()) instanceof Model next)) {
                return null;
            }
            at = next;
        }
        return at.get(field.name());
    }

    /** The relations to one that a list must read along; empty for none. */
    String related() {
        List<ModelField> all = new ArrayList<>(hops);
        if (field.kind() == ModelField.Kind.TO_ONE) {
            all.add(field);
        }
        return String.join("__", all.stream().map(ModelField::name).toList());
    }
}
