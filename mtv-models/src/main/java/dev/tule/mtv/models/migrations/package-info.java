/**
 * Migrations: what changed in the models, written down once for every database. A migration is a
 * JSON file of operations beside its application's class ({@code migrations/0001_initial.json}, all
 * of them named in {@code migrations/index}); the SQL for a database is made of it when it is
 * applied or shown. What was applied stands in the table {@code tule_migrations}.
 *
 * <p>States and operations are immutable; everything else belongs to one thread.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/migrations/">Django: migrations</a>
 */
@NullMarked
package dev.tule.mtv.models.migrations;

import org.jspecify.annotations.NullMarked;
