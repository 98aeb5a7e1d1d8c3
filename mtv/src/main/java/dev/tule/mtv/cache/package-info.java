/**
 * What is kept so that it needn't be made again (Django's {@code core.cache}): values by keys,
 * whole pages, and parts of templates.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/cache/">Django: the cache
 *     framework</a>
 */
@NullMarked
package dev.tule.mtv.cache;

import org.jspecify.annotations.NullMarked;
