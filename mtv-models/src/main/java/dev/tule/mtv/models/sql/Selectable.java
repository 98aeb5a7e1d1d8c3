package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.meta.ModelMeta;

/** Something whose keys can be looked for: a query set, as the value of {@code in}. */
public interface Selectable {

    ModelMeta<?> meta();

    Query query();
}
