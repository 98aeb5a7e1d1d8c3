package dev.tule.mtv.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
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
