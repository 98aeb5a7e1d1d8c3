package dev.tule.mtv.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

/**
 * Mails as they are sent: a text, or parts of one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1">RFC 2046, 5.1</a>
 */
final class MimeMail {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final Session session;
    private final InstantSource clock;

    MimeMail(Session session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Without the addresses that no reader sees. */
    MimeMessage of(EmailMessage message) throws MessagingException {
        MimeMessage mime = new MimeMessage(session);
        mime.setFrom(new InternetAddress(message.from(), true));
        mime.setRecipients(RecipientType.TO, addresses(message.to()));
        mime.setRecipients(RecipientType.CC, addresses(message.cc()));
        if (!message.replyTo().isEmpty()) {
            mime.setReplyTo(addresses(message.replyTo()));
        }
        mime.setSubject(message.subject(), UTF_8);
        if (message.attachments().isEmpty()) {
            text(mime, message);
        } else {
            mime.setContent(withFiles(message));
        }
        mime.setSentDate(Date.from(clock.instant()));
        mime.saveChanges();
        return mime;
    }

    /** Everybody who gets it. */
    static Address[] receivers(EmailMessage message) throws MessagingException {
        return addresses(
                Stream.of(message.to(), message.cc(), message.bcc())
                        .flatMap(List::stream)
                        .toList());
    }

    private static Address[] addresses(List<String> texts) throws MessagingException {
        List<Address> all = new ArrayList<>();
        for (String each : texts) {
            all.add(new InternetAddress(each, true));
        }
        return all.toArray(Address[]::new);
    }

    private static void text(MimePart into, EmailMessage message) throws MessagingException {
        if (message.html().isEmpty()) {
            into.setText(message.body(), UTF_8);
            return;
        }
        // The last one is the best.
        MimeMultipart both = new MimeMultipart("alternative");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(message.body(), UTF_8);
        both.addBodyPart(plain);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(message.html(), UTF_8, "html");
        both.addBodyPart(html);
        into.setContent(both);
    }

    private static MimeMultipart withFiles(EmailMessage message) throws MessagingException {
        MimeMultipart parts = new MimeMultipart("mixed");
        MimeBodyPart text = new MimeBodyPart();
        text(text, message);
        parts.addBodyPart(text);
        for (Attachment each : message.attachments()) {
            MimeBodyPart file = new MimeBodyPart();
            file.setDataHandler(
                    new DataHandler(new ByteArrayDataSource(each.content(), each.type())));
            file.setFileName(each.name());
            file.setDisposition(Part.ATTACHMENT);
            parts.addBodyPart(file);
        }
        return parts;
    }
}
