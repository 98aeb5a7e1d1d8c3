package dev.tule.engines;

import java.util.regex.Pattern;

/**
 * A database user and its password. The password is not shown by {@link #toString()}.
 *
 * @param user a letter, then letters, digits and underscores; at most 32 characters, so that every
 *     engine takes it
 * @param password 1 to 128 characters, none of them a control character
 */
public record Login(String user, String password) {

    private static final Pattern USER = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,31}");
    private static final int LONGEST_PASSWORD = 128;

    /**
     * @throws IllegalArgumentException when one of the two has another form
     */
    public Login {
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException("no name of a database user: " + user);
        }
        checkPassword(password);
    }

    static void checkPassword(String password) {
        if (password.isEmpty()
                || password.length() > LONGEST_PASSWORD
                || password.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a password has 1 to 128 characters, none of them a control character");
        }
    }

    @Override
    public String toString() {
        return "Login[user=" + user + "]";
    }
}
