/**
 * Checks of a project that can be made before it serves anybody (Django's {@code core.checks}):
 * what is found has an id that stays the same, and says what to do.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/checks/">Django: system check
 *     framework</a>
 */
@NullMarked
package dev.tule.mtv.checks;

import org.jspecify.annotations.NullMarked;
