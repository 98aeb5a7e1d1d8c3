package dev.tule.mtv.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mails handed to a server of this process. */
class SmtpMailerTest {
    private static final EmailMessage MAIL =
            new EmailMessage(
                    "Farm <farm@example.org>",
                    List.of("ann@example.org", "bob@example.org"),
                    "Grüße vom Feld",
                    "It is 4 °C.\n.\nA line with a dot alone is above.\n");

    private final GreenMail server =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private SmtpMailer mailer() {
        return SmtpMailer.at("127.0.0.1", server.getSmtp().getPort())
                .timeout(Duration.ofSeconds(5));
    }

    @Test
    void aMailArrivesAsItWasWritten() throws Exception {
        Instant now = Instant.parse("2026-03-01T06:00:00Z");

        mailer().clock(() -> now).send(MAIL);

        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(2);
        assertThat(received[0].getSubject()).isEqualTo("Grüße vom Feld");
        assertThat(received[0].getFrom()[0]).hasToString("Farm <farm@example.org>");
        assertThat(received[0].getAllRecipients()).hasSize(2);
        assertThat(received[0].getSentDate().toInstant()).isEqualTo(now);
        assertThat(received[0].getContent().toString().replace("\r\n", "\n"))
                .isEqualToIgnoringWhitespace(MAIL.body());
    }

    @Test
    void copiesGoToAllAndSecretOnesAreInNoHeader() throws Exception {
        mailer().send(
                        MAIL.copiedTo("cid@example.org")
                                .secretlyCopiedTo("dan@example.org")
                                .answeredTo("field@example.org"));

        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(4);
        assertThat(received[0].getReplyTo()[0]).hasToString("field@example.org");
        for (MimeMessage each : received) {
            String headers = Collections.list(each.getAllHeaderLines()).toString();
            assertThat(headers).contains("Cc: cid@example.org").doesNotContain("dan@");
        }
    }

    @Test
    void filesAndHtmlComeWithTheText() throws Exception {
        byte[] bytes = {0, 1, -1, 13, 10};
        mailer().send(
                        MAIL.withHtml("<p>Grüße")
                                .attach(
                                        Attachment.of(
                                                "Messwerte für März.csv", "text/csv", bytes)));

        MimeMessage received = server.getReceivedMessages()[0];
        Multipart parts = (Multipart) received.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        Multipart text = (Multipart) parts.getBodyPart(0).getContent();
        assertThat(text.getContentType()).startsWith("multipart/alternative");
        assertThat(text.getBodyPart(0).getContent().toString()).contains("4 °C");
        assertThat(text.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(text.getBodyPart(1).getContent()).hasToString("<p>Grüße");
        BodyPart file = parts.getBodyPart(1);
        assertThat(MimeUtility.decodeText(file.getFileName())).isEqualTo("Messwerte für März.csv");
        assertThat(file.getInputStream().readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void noHeaderTakesASecondLine() {
        String evil = "ann@example.org\r\nBcc: all@example.org";
        for (Runnable attempt :
                List.<Runnable>of(
                        () -> new EmailMessage(evil, MAIL.to(), "x", "y"),
                        () -> new EmailMessage("a@example.org", List.of(evil), "x", "y"),
                        () -> new EmailMessage("a@example.org", MAIL.to(), evil, "y"),
                        () -> MAIL.copiedTo(evil),
                        () -> MAIL.secretlyCopiedTo(evil),
                        () -> MAIL.answeredTo(evil),
                        () -> Attachment.of(evil, "text/csv", new byte[0]),
                        () -> Attachment.of("a.csv", "text/csv\nX: y", new byte[0]))) {
            assertThatThrownBy(attempt::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void severalMailsGoByOneConnection() {
        mailer().send(List.of(MAIL, MAIL));
        mailer().send(List.of());

        assertThat(server.getReceivedMessages()).hasSize(4);
    }

    @Test
    void aServerThatAsksForALoginGetsIt() {
        server.setUser("farm", "right");
        server.getUserManager().setAuthRequired(true);

        mailer().login("farm", "right").send(MAIL);

        assertThat(server.getReceivedMessages()).hasSize(2);
        assertThatThrownBy(() -> mailer().login("farm", "not-this").send(MAIL))
                .isInstanceOf(MailError.class)
                .hasMessageNotContaining("not-this");
        assertThat(mailer().login("farm", "not-this").toString()).doesNotContain("not-this");
    }

    @Test
    void nothingIsSentInPlainTextWhereTlsWasAskedFor() {
        SmtpMailer careful = mailer().secured(SmtpMailer.Security.STARTTLS);

        assertThatThrownBy(() -> careful.send(MAIL)).isInstanceOf(MailError.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void anAddressThatIsNoneIsRefusedBeforeAnythingIsSent() {
        EmailMessage wrong = new EmailMessage("farm", List.of("ann@@example"), "x", "y");

        assertThatThrownBy(() -> mailer().send(wrong)).isInstanceOf(MailError.class);
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        SmtpMailer mailer = mailer();
        server.stop();

        assertThatThrownBy(() -> mailer.send(MAIL))
                .isInstanceOf(MailError.class)
                .hasMessage("the mail server %s didn't take a mail".formatted(mailer));
    }
}
