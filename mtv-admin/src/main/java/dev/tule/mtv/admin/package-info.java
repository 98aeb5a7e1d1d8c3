/**
 * Pages to look after the objects of models, generated from what a {@link
 * dev.tule.mtv.admin.ModelAdmin} says: lists, forms, deletion, history, export.
 *
 * <p>Owns the site's configuration, which is immutable and shared by all threads; its templates and
 * static files under {@code admin/}; and {@link dev.tule.mtv.admin.LogEntry}, the record of what
 * was done. Whatever belongs to one request is confined to its thread.
 *
 * <p>What is read from a request is only what was declared: fields of the form, columns, filters,
 * actions. Anything else is refused.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/contrib/admin/">Django: the admin
 *     site</a>
 */
@NullMarked
package dev.tule.mtv.admin;

import org.jspecify.annotations.NullMarked;
