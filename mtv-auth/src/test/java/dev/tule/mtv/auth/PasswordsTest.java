package dev.tule.mtv.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PasswordHasher cheap = new Argon2PasswordHasher(RANDOM, 64, 1);
    private final Passwords passwords =
            new Passwords(List.of(cheap, new Pbkdf2PasswordHasher(RANDOM)));

    @Test
    void eachEncodingHasASaltOfItsOwnAndVerifies() {
        String one = passwords.encode("correct horse");
        String other = passwords.encode("correct horse");

        assertThat(one).startsWith("argon2$argon2id$v=19$m=64,t=1,p=1$").isNotEqualTo(other);
        assertThat(passwords.verify("correct horse", one)).isTrue();
        assertThat(passwords.verify("correct horse", other)).isTrue();
        assertThat(passwords.verify("Correct horse", one)).isFalse();
        assertThat(passwords.verify("", one)).isFalse();
    }

    @Test
    void nothingVerifiesAgainstNoPassword() {
        for (String unusable : List.of("", Passwords.UNUSABLE, "!abc", "md5$x$y", "plain")) {
            assertThat(passwords.verify("", unusable)).as(unusable).isFalse();
            assertThat(passwords.verify("plain", unusable)).as(unusable).isFalse();
            assertThat(passwords.isUsable(unusable)).as(unusable).isFalse();
        }
        assertThat(passwords.verify("", null)).isFalse();
    }

    /** What Argon2's authors' own tool writes for these inputs (RFC 9106's reference program). */
    @Test
    void othersArgon2Verifies() {
        String reference =
                "argon2$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                        + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(passwords.verify("password", reference)).isTrue();
        assertThat(passwords.verify("passwore", reference)).isFalse();
        assertThat(passwords.mustUpdate(reference)).isTrue();
    }

    /** As Python's hashlib.pbkdf2_hmac makes it, and Django writes it. */
    @Test
    void djangosPbkdf2VerifiesAndIsToBeMadeAnew() {
        String django = "pbkdf2_sha256$10000$seasalt$CWWFdHOWwPnki7HvkcqN9iA2T3KLW1cf2uZ5kvArtVY=";

        assertThat(passwords.verify("l\u00E8tmein", django)).isTrue();
        assertThat(passwords.verify("letmein", django)).isFalse();
        assertThat(passwords.mustUpdate(django)).isTrue();
    }

    @Test
    void pbkdf2VerifiesItsOwn() {
        Pbkdf2PasswordHasher hasher = new Pbkdf2PasswordHasher(RANDOM);
        String own = hasher.encode("secret words");

        assertThat(hasher.verify("secret words", own)).isTrue();
        assertThat(hasher.mustUpdate(own)).isFalse();
        assertThat(passwords.mustUpdate(own)).as("argon2 is preferred").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "argon2$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXP",
                "argon2$argon2id$v=19$m=64,t=101,p=1$c29tZXNhbHQ$CTFhFdXP",
                "argon2$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXP",
                "argon2$",
                "pbkdf2_sha256$99999999$salt$aGFzaA==",
                "pbkdf2_sha256$0$salt$aGFzaA=="
            })
    void whatWasTamperedWithIsRefusedBeforeItCosts(String encoded) {
        assertThatThrownBy(() -> passwords.verify("x", encoded))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(encoded);
    }

    @Test
    void newPasswordsMustBeGoodOnes() {
        User user = new User();
        user.username = "hildegard";
        user.email = "abbess@bingen.example";
        assertThat(PasswordValidator.minimumLength(8).validate("1234567", null)).isPresent();
        assertThat(PasswordValidator.minimumLength(8).validate("12345678", null)).isEmpty();
        assertThat(PasswordValidator.notEntirelyNumeric().validate("12345678", null)).isPresent();
        for (String like : List.of("hildegard", "Hildegard1", "my-abbess!", "bingen99", "ildega")) {
            assertThat(PasswordValidator.unlikeTheUser().validate(like, user)).as(like).isPresent();
        }
        assertThat(PasswordValidator.unlikeTheUser().validate("viriditas", user)).isEmpty();
        assertThat(PasswordValidator.unlikeTheUser().validate("hildegard", null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password1", "Trustno1", "QWERTYUIOP", " 1qaz2wsx ", "liverpoo"})
    void whatManyTakeIsRefused(String common) {
        assertThat(PasswordValidator.notCommon().validate(common, null))
                .hasValue("This password is too common.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "viriditas et ignis", "password1 of mine", "pass word1"})
    void whatFewTakeIsNotCommon(String rare) {
        assertThat(PasswordValidator.notCommon().validate(rare, null)).isEmpty();
    }

    @Test
    void projectsCheckAllOfThis() {
        assertThat(
                        new AuthSettings()
                                .passwordValidators.stream()
                                        .flatMap(each -> each.validate("1234567", null).stream())
                                        .toList())
                .as("Django's four, without a user three")
                .hasSize(3);
    }
}
