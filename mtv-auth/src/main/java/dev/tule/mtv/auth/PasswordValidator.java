package dev.tule.mtv.auth;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a new password. Safe for use by many threads.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/auth/passwords/#module-django.contrib.auth.password_validation">
 *     Django: password validation</a>
 */
@FunctionalInterface
public interface PasswordValidator {

    /**
     * What is wrong, in words for people; empty where nothing is.
     *
     * @param user whose password it is to be; null where that isn't known
     */
    Optional<String> validate(String password, @Nullable User user);

    static PasswordValidator minimumLength(int characters) {
        return (password, user) ->
                password.codePointCount(0, password.length()) >= characters
                        ? Optional.empty()
                        : Optional.of(
                                "This password is too short. It must contain at least "
                                        + characters
                                        + " characters.");
    }

    static PasswordValidator notEntirelyNumeric() {
        return (password, user) ->
                !password.isEmpty() && password.chars().allMatch(Character::isDigit)
                        ? Optional.of("This password is entirely numeric.")
                        : Optional.empty();
    }

    /** Not among the thirty thousand that people take most often, whatever the letters' case. */
    static PasswordValidator notCommon() {
        return (password, user) ->
                CommonPasswords.contains(password)
                        ? Optional.of("This password is too common.")
                        : Optional.empty();
    }

    /** Neither contains the user's name, first or last name or mail, nor is part of one. */
    static PasswordValidator unlikeTheUser() {
        return (password, user) ->
                user != null && isLike(password.toLowerCase(Locale.ROOT), user)
                        ? Optional.of("The password is too similar to what is known of the user.")
                        : Optional.empty();
    }

    private static boolean isLike(String password, User user) {
        int least = 4;
        return Stream.of(user.username, user.firstName, user.lastName, user.email)
                .filter(known -> known != null)
                .flatMap(known -> Stream.of(known.toLowerCase(Locale.ROOT).split("[@.+_ -]+")))
                .anyMatch(
                        part ->
                                part.equals(password)
                                        || (part.length() >= least
                                                && (password.contains(part)
                                                        || (password.length() >= least
                                                                && part.contains(password)))));
    }
}
