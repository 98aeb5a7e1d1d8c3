/**
 * The cache in the project's database, for every server that shares it.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/cache/#database-caching">Django:
 *     database caching</a>
 */
@NullMarked
package dev.tule.mtv.models.cache;

import org.jspecify.annotations.NullMarked;
