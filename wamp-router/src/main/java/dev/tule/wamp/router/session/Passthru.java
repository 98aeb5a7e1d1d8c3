package dev.tule.wamp.router.session;

import dev.tule.wamp.Dict;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options that describe a payload to its receiver and travel with it, whatever the router is.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-payload-passthru-mode">Payload
 *     Passthru Mode</a>
 */
public final class Passthru {
    private Passthru() {}

    /** Whether payload passthru mode is in use, which must have been announced. */
    public static boolean in(Dict options) {
        return !options.isEmpty()
                && options.string("ppt_scheme").filter(scheme -> !scheme.isEmpty()).isPresent();
    }

    /** Copies them from options into details. */
    public static void copy(Dict options, Map<String, @Nullable Object> details) {
        if (options.isEmpty()) {
            return;
        }
        options.asMap()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith("ppt_") || name.startsWith("enc_")) {
                                details.put(name, value);
                            }
                        });
    }
}
