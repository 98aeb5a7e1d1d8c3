package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.meta.ModelField;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What of each object is read at once. The rest is read when somebody first asks for it.
 *
 * @param selectRelated relations to one that come in the same query
 * @param prefetchRelated relations that come in a query each
 * @param only whether nothing but what is named is read, or all but that
 * @param named fields, as lookups name them
 */
public record Loading(
        List<String> selectRelated, List<String> prefetchRelated, boolean only, Set<String> named) {
    /** Whole objects, alone. */
    static final Loading ALL = new Loading(List.of(), List.of(), false, Set.of());

    public Loading selectRelated(List<String> paths) {
        return new Loading(with(selectRelated, paths), prefetchRelated, only, named);
    }

    public Loading prefetchRelated(List<String> paths) {
        return new Loading(selectRelated, with(prefetchRelated, paths), only, named);
    }

    /** These fields, whatever was said before. */
    public Loading only(List<String> fields) {
        return new Loading(selectRelated, prefetchRelated, true, Set.copyOf(fields));
    }

    /** Without these fields, too. */
    public Loading defer(List<String> fields) {
        Set<String> names = new LinkedHashSet<>(named);
        if (only) {
            fields.forEach(names::remove);
        } else {
            names.addAll(fields);
        }
        return new Loading(selectRelated, prefetchRelated, only, Set.copyOf(names));
    }

    /**
     * Whether a field is read, which isn't the key: that always is.
     *
     * @param prefix the way to the field's object, with dots
     */
    boolean reads(String prefix, ModelField field) {
        String way = prefix.replace(".", "__");
        boolean here = named.contains(way + field.name()) || named.contains(way + field.column());
        if (!only) {
            return !here;
        }
        // A related object of which nothing is said comes whole.
        return here || (!prefix.isEmpty() && named.stream().noneMatch(n -> n.startsWith(way)));
    }

    private static List<String> with(List<String> first, List<String> more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(more);
        return List.copyOf(all);
    }
}
