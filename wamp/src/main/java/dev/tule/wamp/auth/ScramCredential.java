package dev.tule.wamp.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What a router keeps of a principal: enough to check proofs, not enough to make them. Immutable.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-salted-challenge-response-a">Data
 *     Stored on the Server</a>
 */
public final class ScramCredential {
    private static final int KEY_BYTES = 32;

    private final ScramParameters parameters;
    private final byte[] storedKey;
    private final byte[] serverKey;

    private ScramCredential(ScramParameters parameters, byte[] storedKey, byte[] serverKey) {
        this.parameters = parameters;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    /**
     * The credential of a password. As slow as the parameters want it.
     *
     * @throws IllegalArgumentException where the password holds what SASLprep prohibits
     */
    public static ScramCredential of(String password, ScramParameters parameters) {
        ScramKeys keys = ScramKeys.of(parameters.saltedPassword(password));
        return new ScramCredential(parameters, keys.storedKey(), keys.serverKey());
    }

    /**
     * The credential of keys computed elsewhere, each 32 bytes as canonical Base64.
     *
     * @throws IllegalArgumentException naming the key that isn't that
     */
    public static ScramCredential of(
            ScramParameters parameters, String storedKey, String serverKey) {
        return new ScramCredential(
                parameters, key("stored-key", storedKey), key("server-key", serverKey));
    }

    private static byte[] key(String name, String base64) {
        return Encodings.fromBase64(base64)
                .filter(bytes -> bytes.length == KEY_BYTES)
                .orElseThrow(
                        () -> new IllegalArgumentException(name + " must be Base64 of 32 bytes"));
    }

    public ScramParameters parameters() {
        return parameters;
    }

    /** To be stored: Base64. */
    public String storedKey() {
        return Encodings.base64(storedKey);
    }

    /** To be stored: Base64. */
    public String serverKey() {
        return Encodings.base64(serverKey);
    }

    /**
     * Checks a client's proof.
     *
     * @return the router's own proof, for WELCOME's {@code authextra.verifier}; empty where the
     *     client doesn't know the password
     */
    public Optional<String> verify(ScramExchange exchange, String proof) {
        byte[] message = exchange.authMessage().getBytes(StandardCharsets.UTF_8);
        // What is no proof is compared as one, so that it takes as long.
        byte[] given =
                Encodings.fromBase64(proof)
                        .filter(bytes -> bytes.length == KEY_BYTES)
                        .orElseGet(() -> new byte[KEY_BYTES]);
        byte[] clientKey = Hmac.xor(Hmac.sign(storedKey, message), given);
        boolean right = MessageDigest.isEqual(Hmac.sha256(clientKey), storedKey);
        String verifier = Encodings.base64(Hmac.sign(serverKey, message));
        return right ? Optional.of(verifier) : Optional.empty();
    }

    @Override
    public String toString() {
        return "ScramCredential[" + parameters.kdf().kdf() + "]";
    }
}
