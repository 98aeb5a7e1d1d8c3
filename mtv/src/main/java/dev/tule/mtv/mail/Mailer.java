package dev.tule.mtv.mail;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Sends mails: Django's email backend. Safe for use by many threads.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/email/#email-backends">Django: email
 *     backends</a>
 */
@FunctionalInterface
public interface Mailer {

    /**
     * Sends a mail, or hands it over to somebody who will.
     *
     * @throws RuntimeException where that failed
     */
    void send(EmailMessage message);

    /**
     * Sends several, by one connection where that can be; those before one that fails are sent.
     *
     * @throws RuntimeException where one failed
     */
    default void send(List<EmailMessage> messages) {
        messages.forEach(this::send);
    }

    /** Writes mails to standard output: for development. */
    @SuppressWarnings("SystemOut") // is what it is for
    static Mailer toConsole() {
        return message ->
                System.out.printf(
                        "From: %s%nTo: %s%n%s%sSubject: %s%n%n%s%n%s%n",
                        message.from(),
                        String.join(", ", message.to()),
                        line("Cc", message.cc()),
                        line("Bcc", message.bcc()),
                        message.subject(),
                        message.body(),
                        line("Attached", message.attachments()));
    }

    private static String line(String name, List<?> values) {
        return values.isEmpty()
                ? ""
                : values.stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(", ", name + ": ", System.lineSeparator()));
    }
}
