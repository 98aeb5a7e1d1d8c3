package dev.tule.mtv.auth;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/**
 * The passwords that people take most often: the thirty thousand that zxcvbn ships, in lower case.
 * Read when the first one is asked for. Safe for use by many threads.
 */
final class CommonPasswords {
    /** Waits until somebody asks: most processes set no passwords. */
    private static final class Known {
        static final Set<String> ALL = read();
    }

    private CommonPasswords() {}

    private static Set<String> read() {
        try {
            return Set.copyOf(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a password is one of them, but for its letters' case and blanks around it. */
    static boolean contains(String password) {
        return Known.ALL.contains(password.strip().toLowerCase(Locale.ROOT));
    }
}
