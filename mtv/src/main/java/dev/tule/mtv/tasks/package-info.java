/**
 * Work that a request leaves to be done later: tasks, how they are handed in, what came of them.
 * Owns no threads: a backend says who runs them. The backend that keeps them in a database, and its
 * worker, are in {@code mtv-models}.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/tasks/">Django: tasks</a>
 */
@NullMarked
package dev.tule.mtv.tasks;

import org.jspecify.annotations.NullMarked;
