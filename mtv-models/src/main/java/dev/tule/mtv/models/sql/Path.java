package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What {@code author__published__year__gte} means, seen from a model.
 *
 * @param hops the relations on the way
 * @param field where it ends
 * @param part of a date that is meant: {@code year}; null for the whole value
 * @param lookup how a value is looked for; EXACT where nothing is said
 */
record Path(List<ModelField> hops, ModelField field, @Nullable String part, Lookup lookup) {
    private static final int MAX_HOPS = 16;

    /**
     * Reads a lookup's path.
     *
     * @throws FieldError where the models have no such field, or there is no such lookup
     */
    static Path lookup(ModelMeta<?> meta, String text) {
        return read(meta, text, true);
    }

    /** Reads a path that names a field and nothing else. */
    static Path field(ModelMeta<?> meta, String text) {
        return read(meta, text, false);
    }

    private static Path read(ModelMeta<?> start, String text, boolean lookups) {
        String[] words = text.split("__", -1);
        if (words.length > MAX_HOPS) {
            throw new FieldError("'" + text + "' goes through too many relations");
        }
        List<ModelField> way = new ArrayList<>();
        ModelMeta<?> at = start;
        int next = 0;
        while (next < words.length) {
            Optional<ModelField> found = find(at, words[next]);
            if (found.isEmpty()) {
                break;
            }
            way.add(found.get());
            next++;
            if (!found.get().isRelation() || isForeignKeyColumn(found.get(), words[next - 1])) {
                break;
            }
            at = found.get().related();
        }
        List<String> rest = List.of(words).subList(next, words.length);
        if (way.isEmpty() || (!rest.isEmpty() && !lookups)) {
            throw unknown(way.isEmpty() || way.getLast().isRelation() ? at : null, rest, false);
        }
        return end(way, rest, at);
    }

    private static Path end(List<ModelField> way, List<String> rest, ModelMeta<?> at) {
        ModelField field = way.getLast();
        String part = null;
        List<String> left = rest;
        if (!left.isEmpty() && !field.isRelation() && DateParts.isPart(left.getFirst())) {
            part = DateParts.checked(field, left.getFirst());
            left = left.subList(1, left.size());
        }
        Lookup lookup = Lookup.EXACT;
        if (!left.isEmpty()) {
            Optional<Lookup> named = Lookup.find(left.getFirst());
            if (named.isEmpty() || left.size() > 1) {
                throw unknown(field.isRelation() ? at : null, left, true);
            }
            lookup = named.get();
        }
        return new Path(List.copyOf(way.subList(0, way.size() - 1)), field, part, lookup);
    }

    /** As Django has it, {@code author_id} is the key that {@code author} has. */
    private static Optional<ModelField> find(ModelMeta<?> meta, String word) {
        return meta.find(word)
                .or(
                        () ->
                                meta.concreteFields().stream()
                                        .filter(field -> isForeignKeyColumn(field, word))
                                        .findFirst());
    }

    private static boolean isForeignKeyColumn(ModelField field, String word) {
        return field.kind() == ModelField.Kind.TO_ONE
                && !field.name().equals(word)
                && field.column().equals(word);
    }

    private static FieldError unknown(
            @Nullable ModelMeta<?> meta, List<String> rest, boolean lookups) {
        Set<String> known = new TreeSet<>();
        if (meta != null) {
            meta.fields().forEach(field -> known.add(field.name()));
        }
        if (lookups) {
            known.addAll(Lookup.names());
            known.addAll(DateParts.names());
        }
        String word = rest.isEmpty() ? "" : rest.getLast();
        for (String each : rest) {
            if (!known.contains(each)) {
                word = each;
                break;
            }
        }
        String what = meta == null ? "lookup" : "field of " + meta.label();
        return FieldError.unknown(
                lookups && meta != null ? what + " or lookup" : what, word, known);
    }

    /** All the relations, the last one among them where the path ends in one. */
    List<ModelField> relations() {
        if (!field.isRelation()) {
            return hops;
        }
        List<ModelField> all = new ArrayList<>(hops);
        all.add(field);
        return all;
    }

    /** Where the first relation to many is; -1 where there is none. */
    int firstToMany() {
        List<ModelField> all = relations();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isToMany()) {
                return i;
            }
        }
        return -1;
    }

    /** The same, seen from behind some hops. */
    Path after(int count) {
        if (count <= hops.size()) {
            return new Path(hops.subList(count, hops.size()), field, part, lookup);
        }
        return new Path(List.of(), field.related().id(), part, lookup);
    }
}
