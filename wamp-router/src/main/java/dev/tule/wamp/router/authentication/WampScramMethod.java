package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Authenticate;
import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.auth.BoundChannel;
import dev.tule.wamp.auth.ChannelBinding;
import dev.tule.wamp.auth.ScramCredential;
import dev.tule.wamp.auth.ScramExchange;
import dev.tule.wamp.router.authentication.Step.Admitted;
import dev.tule.wamp.router.authentication.Step.Challenged;
import dev.tule.wamp.router.authentication.Step.Denied;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The client proves that it knows a password that the router doesn't know, and the router that it
 * knows what was made of it.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-salted-challenge-response-a">WAMP-SCRAM</a>
 */
final class WampScramMethod extends SecretMethod {
    private final RandomGenerator random;

    WampScramMethod(Directory directory, Decoys decoys, RandomGenerator random) {
        super(directory, decoys);
        this.random = random;
    }

    @Override
    public Method method() {
        return Method.WAMP_SCRAM;
    }

    @Override
    Step challenge(JoinRequest request, KnownPrincipal who, boolean known) {
        Dict extra = request.authExtra();
        String clientNonce = extra.string("nonce").orElse("");
        if (!ScramExchange.isNonce(clientNonce)) {
            return new Denied(
                    ErrorUri.AUTHENTICATION_DENIED,
                    "authextra.nonce must be Base64 of 8 random bytes at least");
        }
        Optional<BoundChannel> channel =
                extra.string("channel_binding")
                        .flatMap(ChannelBinding::ofWireName)
                        .flatMap(binding -> binding.of(request.transport()));
        if (extra.asMap().get("channel_binding") != null && channel.isEmpty()) {
            return CryptosignMethod.NO_SUCH_BINDING;
        }
        ScramCredential credential = who.scram().orElseThrow();
        ScramExchange exchange =
                new ScramExchange(
                        request.authId().orElse(""),
                        clientNonce,
                        clientNonce + ScramExchange.newNonce(random),
                        credential.parameters(),
                        channel);
        Principal principal = who.by(method(), directory());
        return new Challenged(
                new Challenge(method().word(), exchange.challengeExtra()),
                authenticate -> {
                    Optional<String> verifier =
                            credential.verify(exchange, authenticate.signature());
                    return repeats(exchange, authenticate) && verifier.isPresent() && known
                            ? new Admitted(principal.with("verifier", verifier.get()))
                            : WRONG;
                });
    }

    /** Whether AUTHENTICATE says the same as was said before. */
    private static boolean repeats(ScramExchange exchange, Authenticate authenticate) {
        Dict extra = authenticate.extra();
        Optional<BoundChannel> channel = exchange.channelBinding();
        return extra.string("nonce").filter(exchange.nonce()::equals).isPresent()
                && extra.string("channel_binding").equals(channel.map(c -> c.type().wireName()))
                && (channel.isEmpty()
                        ? extra.asMap().get("cbind_data") == null
                        : same(channel.get(), extra.string("cbind_data").orElse("")));
    }

    private static boolean same(BoundChannel channel, String data) {
        try {
            return MessageDigest.isEqual(channel.id(), Base64.getDecoder().decode(data));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
