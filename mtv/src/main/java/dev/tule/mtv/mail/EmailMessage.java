package dev.tule.mtv.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A mail: plain text, perhaps HTML beside it, perhaps files. Immutable.
 *
 * <pre>{@code
 * new EmailMessage(from, List.of("ann@example.org"), "Frost", "It is -4 °C.")
 *         .copiedTo("bob@example.org").withHtml("<p>It is <b>-4 °C</b>.").attach(file)
 * }</pre>
 *
 * @param from an address, with a name before it in brackets' form or not
 * @param to at least one address, here or in the copies
 * @param cc who gets a copy that all readers know of
 * @param bcc who gets a copy that nobody else knows of
 * @param replyTo where answers go; empty for {@code from}
 * @param subject one line
 * @param body plain text
 * @param html the same for programs that show it; empty for none
 * @param attachments files
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/email/#the-emailmessage-class">Django:
 *     EmailMessage</a>
 */
public record EmailMessage(
        String from,
        List<String> to,
        List<String> cc,
        List<String> bcc,
        List<String> replyTo,
        String subject,
        String body,
        String html,
        List<Attachment> attachments) {

    /**
     * @throws IllegalArgumentException where a header would have more than one line: Django's
     *     BadHeaderError
     */
    public EmailMessage {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
        replyTo = List.copyOf(replyTo);
        attachments = List.copyOf(attachments);
        if (to.isEmpty() && cc.isEmpty() && bcc.isEmpty()) {
            throw new IllegalArgumentException("a mail to nobody");
        }
        Stream.of(Stream.of(from, subject), to.stream(), cc.stream(), bcc.stream())
                .flatMap(each -> each)
                .forEach(EmailMessage::checkHeader);
        replyTo.forEach(EmailMessage::checkHeader);
    }

    /** A mail of plain text. */
    public EmailMessage(String from, List<String> to, String subject, String body) {
        this(from, to, List.of(), List.of(), List.of(), subject, body, "", List.of());
    }

    static void checkHeader(String header) {
        if (header.chars().anyMatch(c -> c == '\r' || c == '\n')) {
            throw new IllegalArgumentException("a mail's header with a line break");
        }
    }

    /** With copies to these addresses, which all readers see. */
    public EmailMessage copiedTo(String... addresses) {
        return new EmailMessage(
                from, to, with(cc, addresses), bcc, replyTo, subject, body, html, attachments);
    }

    /** With copies to these addresses, which no reader sees. */
    public EmailMessage secretlyCopiedTo(String... addresses) {
        return new EmailMessage(
                from, to, cc, with(bcc, addresses), replyTo, subject, body, html, attachments);
    }

    /** With answers to these addresses. */
    public EmailMessage answeredTo(String... addresses) {
        return new EmailMessage(
                from, to, cc, bcc, with(replyTo, addresses), subject, body, html, attachments);
    }

    /** With HTML beside the plain text. */
    public EmailMessage withHtml(String other) {
        return new EmailMessage(from, to, cc, bcc, replyTo, subject, body, other, attachments);
    }

    /** With these files. */
    public EmailMessage attach(Attachment... files) {
        return new EmailMessage(
                from, to, cc, bcc, replyTo, subject, body, html, with(attachments, files));
    }

    private static <T> List<T> with(List<T> first, T[] more) {
        List<T> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    /** Its readers' affair: no subject, no body. */
    @Override
    public String toString() {
        return "EmailMessage to " + (to.size() + cc.size() + bcc.size());
    }
}
