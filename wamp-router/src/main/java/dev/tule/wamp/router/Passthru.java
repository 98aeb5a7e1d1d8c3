package dev.tule.wamp.router;

import dev.tule.wamp.Dict;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options that describe a payload to its receiver and travel with it, whatever the router is.
 */
final class Passthru {
    private Passthru() {}

    /** Copies them from options into details. */
    static void copy(Dict options, Map<String, @Nullable Object> details) {
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
