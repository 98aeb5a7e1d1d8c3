/**
 * Mails, and where they go: to the console while one develops, into memory in tests, to a server by
 * SMTP (Django's {@code core.mail}).
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/email/">Django: sending email</a>
 */
@NullMarked
package dev.tule.mtv.mail;

import org.jspecify.annotations.NullMarked;
