package dev.tule.mtv.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Hands mails to a server by SMTP; blocks until the server has taken it. Immutable, safe for use by
 * many threads.
 *
 * <pre>{@code
 * SmtpMailer.at("mail.example.org", 587).secured(Security.STARTTLS).login("shop", env("MAIL_PASSWORD", ""))
 * }</pre>
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/email/#smtp-backend">Django: SMTP
 *     backend</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321">RFC 5321</a>
 */
public final class SmtpMailer implements Mailer {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** How the connection is protected. */
    public enum Security {
        /** Not at all: for a server on this machine. */
        NONE,
        /** TLS is asked for after connecting; a server that has none is refused. Port 587. */
        STARTTLS,
        /** TLS from the first byte. Port 465. */
        TLS
    }

    private final String host;
    private final int port;
    private final Security security;
    private final String user;
    private final String password;
    private final Duration timeout;
    private final InstantSource clock;

    private SmtpMailer(
            String host,
            int port,
            Security security,
            String user,
            String password,
            Duration timeout,
            InstantSource clock) {
        this.host = host;
        this.port = port;
        this.security = security;
        this.user = user;
        this.password = password;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** A server that asks for no login, by a connection that isn't protected. */
    public static SmtpMailer at(String host, int port) {
        return new SmtpMailer(host, port, Security.NONE, "", "", TIMEOUT, InstantSource.system());
    }

    public SmtpMailer secured(Security by) {
        return new SmtpMailer(host, port, by, user, password, timeout, clock);
    }

    /** Logs in first. */
    public SmtpMailer login(String newUser, String newPassword) {
        return new SmtpMailer(host, port, security, newUser, newPassword, timeout, clock);
    }

    /** For connecting, and for each answer; 30 seconds otherwise. */
    public SmtpMailer timeout(Duration newTimeout) {
        return new SmtpMailer(host, port, security, user, password, newTimeout, clock);
    }

    /** Where the mails' dates come from. */
    public SmtpMailer clock(InstantSource newClock) {
        return new SmtpMailer(host, port, security, user, password, timeout, newClock);
    }

    /**
     * Hands the mail over.
     *
     * @throws MailError where the server can't be reached or doesn't take it for all receivers
     */
    @Override
    public void send(EmailMessage message) {
        send(List.of(message));
    }

    /** Hands mails over by one connection, in turn. */
    @Override
    public void send(List<EmailMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        Session session = Session.getInstance(properties());
        try (Transport transport =
                session.getTransport(security == Security.TLS ? "smtps" : "smtp")) {
            MimeMail mail = new MimeMail(session, clock);
            List<MimeMessage> written = new ArrayList<>();
            for (EmailMessage message : messages) {
                written.add(mail.of(message));
            }
            transport.connect(host, port, orNull(user), orNull(password));
            for (int i = 0; i < messages.size(); i++) {
                transport.sendMessage(written.get(i), MimeMail.receivers(messages.get(i)));
            }
        } catch (MessagingException e) {
            throw new MailError("the mail server %s didn't take a mail".formatted(this), e);
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private Properties properties() {
        String kind = security == Security.TLS ? "mail.smtps." : "mail.smtp.";
        String millis = String.valueOf(timeout.toMillis());
        Properties properties = new Properties();
        properties.setProperty(kind + "connectiontimeout", millis);
        properties.setProperty(kind + "timeout", millis);
        properties.setProperty(kind + "writetimeout", millis);
        properties.setProperty(kind + "auth", String.valueOf(!user.isEmpty()));
        properties.setProperty(kind + "ssl.checkserveridentity", "true");
        if (security == Security.STARTTLS) {
            properties.setProperty(kind + "starttls.enable", "true");
            properties.setProperty(kind + "starttls.required", "true");
        }
        return properties;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
