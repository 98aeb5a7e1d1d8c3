/**
 * Who may do what: users, groups, permissions, logging in and out, passwords and their reset
 * (Django's {@code contrib.auth}). Owns the models and the session's keys that begin with {@code
 * _auth}. A user on a request belongs to its thread; the rest is safe for use by many threads.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/auth/">Django: authentication</a>
 */
@NullMarked
package dev.tule.mtv.auth;

import org.jspecify.annotations.NullMarked;
