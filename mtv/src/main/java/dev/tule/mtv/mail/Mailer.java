package dev.tule.mtv.mail;

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

    /** Writes mails to standard output: for development. */
    @SuppressWarnings("SystemOut") // is what it is for
    static Mailer toConsole() {
        return message ->
                System.out.printf(
                        "From: %s%nTo: %s%nSubject: %s%n%n%s%n%n",
                        message.from(),
                        String.join(", ", message.to()),
                        message.subject(),
                        message.body());
    }
}
