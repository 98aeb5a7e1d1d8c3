package dev.tule.mtv.auth;

import dev.tule.mtv.Project;
import dev.tule.mtv.signing.BadSignature;
import dev.tule.mtv.signing.Signer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * What a mail for a forgotten password carries: good for one user, for a while, and until the
 * password is changed or the user logs in. Nothing is kept of it. Safe for use by many threads.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/settings/#password-reset-timeout">Django:
 *     PASSWORD_RESET_TIMEOUT</a>
 */
final class PasswordResetTokens {
    private final AuthConfig auth;
    private final Signer signer;

    PasswordResetTokens(Project project) {
        auth = AuthConfig.of(project);
        signer = project.signer("dev.tule.mtv.auth.password_reset");
    }

    String of(User user) {
        return signer.sign(state(user));
    }

    boolean fits(User user, String token) {
        try {
            String state = signer.unsign(token, auth.settings().passwordResetTimeout);
            return MessageDigest.isEqual(
                    state.getBytes(StandardCharsets.UTF_8),
                    state(user).getBytes(StandardCharsets.UTF_8));
        } catch (BadSignature e) {
            return false;
        }
    }

    /** What changes when the token shall be worth nothing; a digest, as tokens can be read. */
    private static String state(User user) {
        String text =
                String.join(
                        "\n",
                        String.valueOf(user.pk()),
                        user.password,
                        Objects.toString(user.lastLogin, ""),
                        Objects.toString(user.email, ""));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
