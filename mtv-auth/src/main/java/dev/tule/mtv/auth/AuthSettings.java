package dev.tule.mtv.auth;

import dev.tule.mtv.mail.Mailer;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * How people log in, under Django's names. Assigned once, see {@link AuthConfig#with}.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/settings/#auth">Django: settings of
 *     auth</a>
 */
public class AuthSettings {
    private static final int LEAST_CHARACTERS = 8;

    /** Where people are sent to log in: a URL's name or an address. */
    public String loginUrl = "login";

    /** Where they go then, if nowhere else was asked for. */
    public String loginRedirectUrl = "/";

    /** Where they go after logging out; empty for a page that says so. */
    public String logoutRedirectUrl = "";

    /** How long a link in a mail may be used. */
    public Duration passwordResetTimeout = Duration.ofDays(3);

    /** The ways in which passwords are kept, the preferred one first; those of Django are read. */
    public Function<RandomGenerator, List<PasswordHasher>> passwordHashers =
            random -> List.of(new Argon2PasswordHasher(random), new Pbkdf2PasswordHasher(random));

    /** What new passwords must be like. */
    public List<PasswordValidator> passwordValidators =
            List.of(
                    PasswordValidator.minimumLength(LEAST_CHARACTERS),
                    PasswordValidator.unlikeTheUser(),
                    PasswordValidator.notCommon(),
                    PasswordValidator.notEntirelyNumeric());

    /** How often a name may be tried from one address, until {@link #loginPause} is over. */
    public int loginAttempts = 5;

    public Duration loginPause = Duration.ofMinutes(5);

    /** What sends mails for forgotten passwords. */
    public Mailer mailer = Mailer.toConsole();

    /** From whom these mails are. */
    public String defaultFromEmail = "webmaster@localhost";
}
