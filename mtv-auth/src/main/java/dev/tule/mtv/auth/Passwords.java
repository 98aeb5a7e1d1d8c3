package dev.tule.mtv.auth;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Encodes passwords in the best way and verifies them in all ways that the settings list. Safe for
 * use by many threads.
 */
public final class Passwords {
    /** What is kept of a user who has no password: nothing verifies against it. */
    static final String UNUSABLE = "!";

    /** As long as Django's forms take; longer texts only cost time. */
    static final int MOST_CHARACTERS = 4096;

    private final PasswordHasher preferred;
    private final Map<String, PasswordHasher> byAlgorithm;

    /** Something to verify against for users who don't exist, so that this takes as long. */
    private final String decoy;

    Passwords(List<PasswordHasher> hashers) {
        this.preferred = hashers.getFirst();
        this.byAlgorithm =
                hashers.stream()
                        .collect(Collectors.toMap(PasswordHasher::algorithm, Function.identity()));
        this.decoy = preferred.encode("");
    }

    /** What to keep of a password: Django's make_password. */
    public String encode(String password) {
        if (password.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a password of over 4096 characters");
        }
        return preferred.encode(password);
    }

    /** Whether a password fits what is kept; false for what can't be used. */
    public boolean verify(String password, @Nullable String encoded) {
        if (password.length() > MOST_CHARACTERS) {
            return false;
        }
        PasswordHasher hasher = encoded == null ? null : hasher(encoded);
        if (encoded == null || hasher == null) {
            boolean _ = preferred.verify(password, decoy);
            return false;
        }
        return hasher.verify(password, encoded);
    }

    /** Whether what is kept should be made anew at the next login. */
    public boolean mustUpdate(String encoded) {
        PasswordHasher hasher = hasher(encoded);
        return hasher != null
                && (!hasher.algorithm().equals(preferred.algorithm())
                        || hasher.mustUpdate(encoded));
    }

    /** Whether anything verifies against what is kept. */
    public boolean isUsable(String encoded) {
        return hasher(encoded) != null;
    }

    private @Nullable PasswordHasher hasher(String encoded) {
        int dollar = encoded.indexOf('$');
        return dollar < 0 ? null : byAlgorithm.get(encoded.substring(0, dollar));
    }
}
