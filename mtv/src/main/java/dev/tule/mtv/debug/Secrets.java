package dev.tule.mtv.debug;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What must not be shown, not even to a developer whose screen others see.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/howto/error-reporting/#filtering-sensitive-information">
 *     Django: filtering sensitive information</a>
 */
final class Secrets {
    static final String HIDDEN = "********************";

    private static final Pattern NAMES =
            Pattern.compile(
                    "api|auth|token|key|secret|pass|signature|cookie|session|csrf|nonce|credential|random",
                    Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    static boolean isSecret(String name) {
        return NAMES.matcher(name).find();
    }

    /** The value as text, unless its name says that it is a secret. */
    static String shown(String name, @Nullable Object value) {
        if (isSecret(name)) {
            return HIDDEN;
        }
        if (value instanceof Map<?, ?> map) {
            StringBuilder out = new StringBuilder("{");
            map.forEach(
                    (key, inner) ->
                            out.append(out.length() > 1 ? ", " : "")
                                    .append(key)
                                    .append('=')
                                    .append(shown(String.valueOf(key), inner)));
            return shortened(out.append('}').toString());
        }
        try {
            return shortened(String.valueOf(value));
        } catch (RuntimeException e) {
            return "(its toString failed: " + e.getClass().getSimpleName() + ")";
        }
    }

    private static String shortened(String text) {
        return text.length() > 1000 ? text.substring(0, 1000) + "…" : text;
    }
}
