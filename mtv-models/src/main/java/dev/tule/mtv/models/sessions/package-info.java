/**
 * Sessions in the project's database, for every server that shares it.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/http/sessions/#using-database-backed-sessions">Django:
 *     database-backed sessions</a>
 */
@NullMarked
package dev.tule.mtv.models.sessions;

import org.jspecify.annotations.NullMarked;
