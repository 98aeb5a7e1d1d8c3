package dev.tule.wamp.auth;

import dev.tule.wamp.Authenticate;
import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A client's side of one WAMP-SCRAM exchange: {@link #authExtra} for HELLO, {@link #answer} to
 * CHALLENGE, {@link #checkWelcome}. For one exchange and one thread at a time; the password is kept
 * until the object goes.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-salted-challenge-response-a">WAMP-SCRAM</a>
 */
public final class ScramClient {
    private final String authId;
    private final String password;
    private final String nonce;
    private final Optional<BoundChannel> channel;
    private @Nullable String expectedVerifier;

    /**
     * Begins an exchange.
     *
     * @param channel the TLS channel to bind it to; empty for none
     * @throws IllegalArgumentException where the authid holds what SASLprep prohibits
     */
    public ScramClient(
            String authId,
            String password,
            Optional<BoundChannel> channel,
            RandomGenerator random) {
        this(authId, password, channel, ScramExchange.newNonce(random));
    }

    ScramClient(String authId, String password, Optional<BoundChannel> channel, String nonce) {
        this.authId = SaslPrep.prepare(authId);
        this.password = password;
        this.channel = channel;
        this.nonce = nonce;
    }

    /** HELLO.Details.authid: the authid as it is signed. */
    public String authId() {
        return authId;
    }

    /** HELLO.Details.authextra. */
    public Dict authExtra() {
        Dict extra = Dict.of("nonce", nonce);
        return channel.map(c -> extra.with("channel_binding", c.type().wireName())).orElse(extra);
    }

    /**
     * Answers the challenge. As slow as the router's parameters want it.
     *
     * @throws ChallengeException where the nonce isn't an answer to ours, or the parameters are
     *     malformed, too weak or too costly, or the password can't be a password
     */
    public Authenticate answer(Challenge challenge) throws ChallengeException {
        String both = challenge.extra().string("nonce").orElse("");
        if (!both.startsWith(nonce) || both.length() == nonce.length()) {
            throw new ChallengeException("CHALLENGE: the nonce doesn't continue ours");
        }
        ScramParameters parameters = ScramParameters.of(challenge);
        ScramExchange exchange = new ScramExchange(authId, nonce, both, parameters, channel);
        ScramKeys keys;
        try {
            keys = ScramKeys.of(parameters.saltedPassword(password));
        } catch (IllegalArgumentException e) {
            throw new ChallengeException("the password " + e.getMessage());
        }
        byte[] message = exchange.authMessage().getBytes(StandardCharsets.UTF_8);
        expectedVerifier = Encodings.base64(Hmac.sign(keys.serverKey(), message));
        byte[] proof = Hmac.xor(keys.clientKey(), Hmac.sign(keys.storedKey(), message));
        Dict extra = Dict.of("nonce", both);
        if (channel.isPresent()) {
            extra =
                    extra.with("channel_binding", channel.get().type().wireName())
                            .with("cbind_data", Encodings.base64(channel.get().id()));
        }
        return new Authenticate(Encodings.base64(proof), extra);
    }

    /**
     * Checks that the router knows the password too.
     *
     * @param authExtra WELCOME.Details.authextra
     * @throws ChallengeException where it doesn't: the session must not be used
     */
    public void checkWelcome(Dict authExtra) throws ChallengeException {
        String verifier = authExtra.string("verifier").orElse("");
        // The specification's text has the signature alone, its example RFC 5802's attribute.
        String given = verifier.startsWith("v=") ? verifier.substring(2) : verifier;
        if (expectedVerifier == null
                || !MessageDigest.isEqual(
                        expectedVerifier.getBytes(StandardCharsets.UTF_8),
                        given.getBytes(StandardCharsets.UTF_8))) {
            throw new ChallengeException("WELCOME: the router has not proved who it is");
        }
    }

    @Override
    public String toString() {
        return "ScramClient[" + authId + "]";
    }
}
