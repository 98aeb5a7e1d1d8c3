/**
 * Mails, and where they go: to the console while one develops, into memory in tests (Django's
 * {@code core.mail}). Sending them by SMTP is not there yet: implement {@link
 * dev.tule.mtv.mail.Mailer}.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/email/">Django: sending email</a>
 */
@NullMarked
package dev.tule.mtv.mail;

import org.jspecify.annotations.NullMarked;
