/**
 * The management commands that every project has, and what they stand on while one develops: a
 * project's folder, its compiler, and a loader for its classes that is thrown away when they
 * change.
 *
 * <p>Threads: commands belong to the thread that runs them; {@link
 * dev.tule.mtv.commands.DevelopmentProject} is asked by the threads of all requests.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/">Django: django-admin and
 *     manage.py</a>
 */
@NullMarked
package dev.tule.mtv.commands;

import org.jspecify.annotations.NullMarked;
