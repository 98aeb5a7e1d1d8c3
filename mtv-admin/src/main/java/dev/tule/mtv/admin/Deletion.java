package dev.tule.mtv.admin;

import dev.tule.mtv.models.Databases;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.OnDelete;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What goes with some objects when they are deleted, by {@link OnDelete}, and what is in the way.
 *
 * @param groups what is deleted, by model, the chosen objects first
 * @param kept what will refer to nothing afterwards
 * @param blocking what forbids it
 * @param forbidden models that the user may not delete from
 */
record Deletion(
        List<Group> groups, List<Group> kept, List<Group> blocking, List<String> forbidden) {
    private static final int SAMPLE = 12;

    /** Referring objects of a kind that are followed further. */
    private static final int MOST = 1000;

    /** Keys that one statement takes. */
    private static final int BATCH = 1000;

    /**
     * Objects of a model.
     *
     * @param name what people call that many of them
     * @param sample some of them
     * @param more how many are not in the sample
     */
    record Group(String name, long count, List<Shown> sample, long more) {}

    boolean isPossible() {
        return blocking.isEmpty() && forbidden.isEmpty();
    }

    static Deletion of(AdminPages pages, List<? extends Model> objects) {
        Walk walk = new Walk(pages);
        walk.take(objects);
        return walk.found();
    }

    /** Goes from objects to those that refer to them. */
    private static final class Walk {
        private final AdminPages pages;
        private final Map<ModelMeta<?>, List<Model>> taken = new LinkedHashMap<>();
        private final Set<Model> known = new HashSet<>();
        private final List<Group> kept = new ArrayList<>();
        private final List<Group> blocking = new ArrayList<>();
        private final List<Group> counted = new ArrayList<>();
        private final Set<String> forbidden = new TreeSet<>();

        Walk(AdminPages pages) {
            this.pages = pages;
        }

        void take(List<? extends Model> objects) {
            List<? extends Model> fresh = objects.stream().filter(known::add).toList();
            if (fresh.isEmpty()) {
                return;
            }
            ModelMeta<?> meta = ModelMeta.of(fresh.getFirst().getClass());
            taken.computeIfAbsent(meta, each -> new ArrayList<>()).addAll(fresh);
            for (Class<? extends Model> type : Databases.current().models()) {
                for (ModelField field : ModelMeta.of(type).concreteFields()) {
                    if (field.kind() == ModelField.Kind.TO_ONE
                            && field.type().isAssignableFrom(meta.type())) {
                        follow(type, field, fresh);
                    }
                }
            }
        }

        private <R extends Model> void follow(
                Class<R> type, ModelField field, List<? extends Model> targets) {
            List<Object> keys = new ArrayList<>();
            targets.forEach(each -> keys.add(each.pk()));
            for (int from = 0; from < keys.size(); from += BATCH) {
                List<Object> some = keys.subList(from, Math.min(keys.size(), from + BATCH));
                QuerySet<R> referring = QuerySet.of(type).filter(field.name() + "__in", some);
                switch (field.onDelete()) {
                    case CASCADE -> takeOrCount(referring);
                    case SET_NULL -> note(kept, referring);
                    case PROTECT -> note(blocking, referring);
                }
            }
        }

        /** So many that nobody looks through them are counted; the database follows them alone. */
        private <R extends Model> void takeOrCount(QuerySet<R> referring) {
            if (referring.count() <= MOST) {
                take(referring.list());
                return;
            }
            note(counted, referring);
            forbid(referring.meta());
        }

        private void forbid(ModelMeta<?> meta) {
            if (!Access.has(pages.user(), Permit.DELETE, meta)) {
                forbidden.add(meta.verboseNamePlural());
            }
        }

        private <R extends Model> void note(List<Group> where, QuerySet<R> referring) {
            long count = referring.count();
            if (count > 0) {
                where.add(group(referring.meta(), count, referring.range(0, SAMPLE).list()));
            }
        }

        private Group group(ModelMeta<?> meta, long count, List<? extends Model> some) {
            List<Shown> sample =
                    some.stream().limit(SAMPLE).map(each -> Shown.of("", each, pages)).toList();
            return new Group(
                    Words.count(count, meta.verboseName(), meta.verboseNamePlural()),
                    count,
                    sample,
                    count - sample.size());
        }

        Deletion found() {
            List<Group> groups = new ArrayList<>();
            taken.forEach(
                    (meta, objects) -> {
                        groups.add(group(meta, objects.size(), objects));
                        forbid(meta);
                    });
            groups.addAll(counted);
            return new Deletion(groups, kept, blocking, List.copyOf(forbidden));
        }
    }
}
