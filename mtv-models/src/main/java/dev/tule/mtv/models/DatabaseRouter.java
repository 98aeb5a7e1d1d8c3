package dev.tule.mtv.models;

import dev.tule.mtv.models.meta.ModelMeta;

/**
 * Chooses among several databases.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/db/multi-db/#database-routers">Django:
 *     database routers</a>
 */
@FunctionalInterface
public interface DatabaseRouter {

    /** The alias of the database for a model, to be read or to be written. */
    String databaseFor(ModelMeta<?> model, boolean write);
}
