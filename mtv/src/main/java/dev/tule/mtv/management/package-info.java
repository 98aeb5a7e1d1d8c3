/**
 * Management commands: what {@code ./tule} and a project's own {@code main} run (Django's {@code
 * core.management}). An application lists its own in {@link dev.tule.mtv.AppConfig#commands}; those
 * that every project has are in the module {@code mtv-commands}.
 *
 * <p>A command belongs to the thread that runs it.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/howto/custom-management-commands/">Django:
 *     custom management commands</a>
 */
@NullMarked
package dev.tule.mtv.management;

import org.jspecify.annotations.NullMarked;
