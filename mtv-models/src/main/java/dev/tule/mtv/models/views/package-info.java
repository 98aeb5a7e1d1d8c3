/**
 * Views that show and change objects of a model, as configured values. Immutable.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/class-based-views/">Django: class-based
 *     views</a>
 */
@NullMarked
package dev.tule.mtv.models.views;

import org.jspecify.annotations.NullMarked;
