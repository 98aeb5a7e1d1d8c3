package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import java.util.Optional;

/**
 * How a payload that only its receiver can read is packed. The payload is then one binary argument.
 *
 * @param scheme {@code mqtt}, {@code wamp} or one of your own, which begins with {@code x_}
 * @param serializer what its bytes are, such as {@code cbor} or {@code native}
 * @param cipher how they are encrypted
 * @param keyId which key the receiver needs
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-payload-passthru-mode">Payload
 *     Passthru Mode</a>
 */
public record Passthru(
        String scheme,
        Optional<String> serializer,
        Optional<String> cipher,
        Optional<String> keyId) {

    public Passthru {
        if (scheme.isEmpty()) {
            throw new IllegalArgumentException("a payload passes through by some scheme");
        }
    }

    /** Bytes in some serialization, not encrypted. */
    public static Passthru of(String scheme, String serializer) {
        return new Passthru(scheme, Optional.of(serializer), Optional.empty(), Optional.empty());
    }

    /** What the details of an event, an invocation, a result or an error say of it. */
    public static Optional<Passthru> of(Dict details) {
        return details.string("ppt_scheme")
                .filter(scheme -> !scheme.isEmpty())
                .map(
                        scheme ->
                                new Passthru(
                                        scheme,
                                        details.string("ppt_serializer"),
                                        details.string("ppt_cipher"),
                                        details.string("ppt_keyid")));
    }

    /** These options, and how the payload is packed. */
    Dict addTo(Dict options) {
        Dict all = options.with("ppt_scheme", scheme);
        all = serializer.isPresent() ? all.with("ppt_serializer", serializer.get()) : all;
        all = cipher.isPresent() ? all.with("ppt_cipher", cipher.get()) : all;
        return keyId.isPresent() ? all.with("ppt_keyid", keyId.get()) : all;
    }
}
