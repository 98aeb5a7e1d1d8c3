/**
 * What a model class says of itself, read once: fields, columns, relations, constraints. Query
 * sets, migrations, forms and the admin all read it here. Immutable.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/meta/">Django: Model _meta API</a>
 */
@NullMarked
package dev.tule.mtv.models.meta;

import org.jspecify.annotations.NullMarked;
