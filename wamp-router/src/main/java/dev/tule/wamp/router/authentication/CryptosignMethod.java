package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.auth.BoundChannel;
import dev.tule.wamp.auth.ChannelBinding;
import dev.tule.wamp.auth.CryptosignKey;
import dev.tule.wamp.auth.CryptosignPublicKey;
import dev.tule.wamp.router.authentication.Step.Admitted;
import dev.tule.wamp.router.authentication.Step.Challenged;
import dev.tule.wamp.router.authentication.Step.Declined;
import dev.tule.wamp.router.authentication.Step.Denied;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The client signs with its private key. Its public key is known, or a procedure decides about it;
 * certificates of trustroots (the specification's Ethereum chains) are not looked at.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-cryptosign-based-authentica">Cryptosign-based
 *     Authentication</a>
 */
final class CryptosignMethod implements AuthenticationMethod {
    static final Denied NO_SUCH_BINDING =
            new Denied(
                    ErrorUri.AUTHENTICATION_DENIED,
                    "this connection can't be bound to that channel_binding");

    private static final int CHALLENGE_BYTES = 32;

    private final Directory directory;
    private final Optional<CryptosignKey> routerKey;
    private final RandomGenerator random;

    CryptosignMethod(
            Directory directory, Optional<CryptosignKey> routerKey, RandomGenerator random) {
        this.directory = directory;
        this.routerKey = routerKey;
        this.random = random;
    }

    @Override
    public Method method() {
        return Method.CRYPTOSIGN;
    }

    @Override
    public Step begin(JoinRequest request) throws AuthenticationFailure, InterruptedException {
        if (key(request).isEmpty()) {
            return new Declined();
        }
        Optional<KnownPrincipal> found = directory.find(method(), request);
        return found.isPresent() ? challenge(request, found) : new Declined();
    }

    @Override
    public Step pretend(JoinRequest request) {
        return key(request).isPresent()
                ? challenge(request, Optional.empty())
                : new Denied(
                        ErrorUri.AUTHENTICATION_DENIED,
                        "authextra.pubkey must be a public key of 64 hexadecimal digits");
    }

    private static Optional<CryptosignPublicKey> key(JoinRequest request) {
        return request.authExtra().string("pubkey").flatMap(CryptosignPublicKey::ofHex);
    }

    private Step challenge(JoinRequest request, Optional<KnownPrincipal> who) {
        CryptosignPublicKey key = key(request).orElseThrow();
        // Bytes of 32 are what the signature needs, and tls-exporter alone always has.
        Optional<BoundChannel> channel =
                request.authExtra()
                        .string("channel_binding")
                        .flatMap(ChannelBinding::ofWireName)
                        .filter(binding -> binding == ChannelBinding.TLS_EXPORTER)
                        .flatMap(binding -> binding.of(request.transport()));
        if (request.authExtra().asMap().get("channel_binding") != null && channel.isEmpty()) {
            return NO_SUCH_BINDING;
        }
        byte[] challenge = CryptosignPublicKey.newChallenge(random);
        Dict extra = Dict.of("challenge", HexFormat.of().formatHex(challenge));
        if (channel.isPresent()) {
            extra = extra.with("channel_binding", channel.get().type().wireName());
        }
        Optional<Principal> principal = who.map(known -> known.by(method(), directory));
        return new Challenged(
                new Challenge(method().word(), proveRouter(request, channel, extra)),
                authenticate ->
                        key.verifies(challenge, channel, authenticate.signature())
                                        && principal.isPresent()
                                ? new Admitted(principal.get())
                                : WRONG);
    }

    /** Signs the client's own challenge, if it sent one and the router has a key. */
    private Dict proveRouter(JoinRequest request, Optional<BoundChannel> channel, Dict extra) {
        String theirs = request.authExtra().string("challenge").orElse("");
        if (routerKey.isEmpty() || theirs.length() != 2 * CHALLENGE_BYTES) {
            return extra;
        }
        try {
            byte[] challenge = HexFormat.of().parseHex(theirs);
            return extra.with("pubkey", routerKey.get().publicKey().toString())
                    .with("signature", routerKey.get().sign(challenge, channel));
        } catch (IllegalArgumentException e) {
            return extra;
        }
    }

    @Override
    public boolean immediate() {
        return directory.immediate();
    }
}
