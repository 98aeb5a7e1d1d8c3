package dev.tule.wamp.auth;

import dev.tule.wamp.Dict;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What was said in an exchange, as both sides sign it.
 *
 * @param authId HELLO.Details.authid
 * @param clientNonce HELLO.Details.authextra.nonce
 * @param nonce CHALLENGE.Extra.nonce: the client's and the router's, one after the other
 * @param parameters what CHALLENGE told
 * @param channelBinding empty where none is used
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-salted-challenge-response-a">AuthMessage</a>
 */
public record ScramExchange(
        String authId,
        String clientNonce,
        String nonce,
        ScramParameters parameters,
        Optional<BoundChannel> channelBinding) {
    /** The authmethod. */
    public static final String METHOD = "wamp-scram";

    private static final int NONCE_BYTES = 16;

    /** Whether the text can be a nonce: Base64 of 8 bytes or more, at most 256 characters. */
    public static boolean isNonce(String text) {
        return text.length() <= 256
                && Encodings.fromBase64(text).filter(bytes -> bytes.length >= 8).isPresent();
    }

    /** A nonce: 16 random bytes in Base64. */
    public static String newNonce(RandomGenerator random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return Encodings.base64(nonce);
    }

    /** CHALLENGE.Extra of this exchange. */
    public Dict challengeExtra() {
        return Dict.of("nonce", nonce).withAll(parameters.toExtra());
    }

    /** What both sides sign, in the syntax of RFC 5802, section 7. */
    String authMessage() {
        return "n="
                + escape(authId)
                + ",r="
                + clientNonce
                + ",r="
                + nonce
                + ",s="
                + parameters.salt()
                + ",i="
                + parameters.iterations()
                + ",c="
                + bindingInput()
                + ",r="
                + nonce;
    }

    private String bindingInput() {
        if (channelBinding.isEmpty()) {
            return Encodings.base64("n,,".getBytes(StandardCharsets.US_ASCII));
        }
        BoundChannel channel = channelBinding.get();
        byte[] flag = ("p=" + channel.type().wireName() + ",,").getBytes(StandardCharsets.US_ASCII);
        byte[] data = channel.id();
        byte[] input = new byte[flag.length + data.length];
        System.arraycopy(flag, 0, input, 0, flag.length);
        System.arraycopy(data, 0, input, flag.length, data.length);
        return Base64.getEncoder().encodeToString(input);
    }

    private static String escape(String name) {
        return name.replace("=", "=3D").replace(",", "=2C");
    }
}
