package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.router.authentication.Step.Admitted;
import dev.tule.wamp.router.authentication.Step.Challenged;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The client signs with a secret that it shares with the router.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-challenge-response-authenti">Challenge
 *     Response Authentication</a>
 */
final class WampCraMethod extends SecretMethod {
    private static final int NONCE_BYTES = 24;

    private final RandomGenerator random;
    private final InstantSource clock;

    WampCraMethod(Directory directory, Decoys decoys, RandomGenerator random, InstantSource clock) {
        super(directory, decoys);
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Method method() {
        return Method.WAMPCRA;
    }

    @Override
    Step challenge(JoinRequest request, KnownPrincipal who, boolean known) {
        CraSecret secret = who.cra().orElseThrow();
        String text = text(request, who);
        Dict extra = Dict.of("challenge", text);
        if (secret.salting().isPresent()) {
            extra =
                    extra.with("salt", secret.salting().get().salt())
                            .with("iterations", (long) secret.salting().get().iterations())
                            .with("keylen", (long) secret.salting().get().keyLengthBytes());
        }
        Principal principal = who.by(method(), directory());
        return new Challenged(
                new Challenge(method().word(), extra),
                authenticate ->
                        secret.verifies(text, authenticate.signature()) && known
                                ? new Admitted(principal)
                                : WRONG);
    }

    /** What is signed: a JSON object that tells what the signature is for. */
    private String text(JoinRequest request, KnownPrincipal who) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("authid", who.authId());
        object.put("authrole", who.role());
        object.put("authmethod", method().word());
        object.put("authprovider", directory().provider());
        object.put("nonce", Base64.getEncoder().encodeToString(nonce));
        object.put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        object.put("session", request.session().value());
        return new String(Serializer.JSON.encodeValue(object), StandardCharsets.UTF_8);
    }
}
