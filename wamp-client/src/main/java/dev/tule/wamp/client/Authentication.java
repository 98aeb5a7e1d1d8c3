package dev.tule.wamp.client;

import dev.tule.wamp.Authenticate;
import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import dev.tule.wamp.Welcome;
import dev.tule.wamp.auth.BoundChannel;
import dev.tule.wamp.auth.ChallengeException;
import dev.tule.wamp.auth.ChannelBinding;
import dev.tule.wamp.auth.CryptosignKey;
import dev.tule.wamp.auth.ScramClient;
import dev.tule.wamp.auth.WampCra;
import dev.tule.wamp.transport.TransportDetails;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * How the client proves who it is. Immutable: each session makes an {@link Attempt} of its own.
 * Where a transport is bound to TLS, cryptosign and SCRAM bind the proof to that channel.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-authentication-methods">
 *     Authentication Methods</a>
 */
@FunctionalInterface
public interface Authentication {

    /** Begins to prove it over a transport. */
    Attempt begin(TransportDetails transport);

    /** One time that it is proved. Confined to one session. */
    interface Attempt {

        /** What HELLO says of it. */
        Dict helloDetails();

        /**
         * What answers a challenge; may take its time.
         *
         * @throws ChallengeException when the challenge is none that this can answer, or must not
         */
        Authenticate answer(Challenge challenge) throws ChallengeException;

        /**
         * Looks at what the router says when it has let us in.
         *
         * @throws ChallengeException when the router hasn't proved who it is, and should have
         */
        default void welcomed(Welcome welcome) throws ChallengeException {}
    }

    /** Not at all: the router gives it a name. */
    static Authentication anonymous() {
        return transport -> new Attempts.Unasked("anonymous", Dict.EMPTY);
    }

    /**
     * By the certificate that the connection shows: {@link SocketOptions#withCertificate}.
     *
     * @param authId whom the router shall take it for, if the certificate allows it
     */
    static Authentication tls(String authId) {
        return transport -> new Attempts.Unasked("tls", Dict.of("authid", authId));
    }

    /**
     * By the cookie that the router gave this client when it had authenticated by another method;
     * over WebSocket only. Of use as the first of {@link #anyOf}.
     */
    static Authentication cookie() {
        return transport -> new Attempts.Unasked("cookie", Dict.EMPTY);
    }

    /** By a secret that is sent as it is: use it over TLS or on the loopback only. */
    static Authentication ticket(String authId, String ticket) {
        return transport ->
                new Attempts.Asked(
                        "ticket",
                        Dict.of("authid", authId),
                        challenge -> new Authenticate(ticket, Dict.EMPTY));
    }

    /** By a secret that signs a challenge, salted if the router has salted it. */
    static Authentication wampCra(String authId, String secret) {
        return transport ->
                new Attempts.Asked(
                        WampCra.METHOD,
                        Dict.of("authid", authId),
                        challenge ->
                                new Authenticate(WampCra.answer(secret, challenge), Dict.EMPTY));
    }

    /**
     * By a password of which the router knows less than would be needed to pass for us, and which
     * the router proves to know something of. Bound to the router's certificate over TLS.
     */
    static Authentication wampScram(String authId, String password) {
        return transport ->
                new Attempts.Scram(
                        new ScramClient(
                                authId,
                                password,
                                ChannelBinding.TLS_SERVER_END_POINT.of(transport),
                                new SecureRandom()));
    }

    /** By an Ed25519 key, bound to the channel over TLS 1.3. The router may find the authid. */
    static Authentication cryptosign(CryptosignKey key) {
        return cryptosign(key, Dict.EMPTY);
    }

    /** By an Ed25519 key, bound to the channel over TLS 1.3. */
    static Authentication cryptosign(String authId, CryptosignKey key) {
        return cryptosign(key, Dict.of("authid", authId));
    }

    private static Authentication cryptosign(CryptosignKey key, Dict who) {
        return transport -> {
            Optional<BoundChannel> channel = ChannelBinding.TLS_EXPORTER.of(transport);
            Dict pubkey = Dict.of("pubkey", key.publicKey().toString());
            Dict extra =
                    channel.map(c -> pubkey.with("channel_binding", c.type().wireName()))
                            .orElse(pubkey);
            return new Attempts.Asked(
                    CryptosignKey.METHOD,
                    who.with("authextra", extra.asMap()),
                    challenge -> new Authenticate(key.answer(challenge, channel), Dict.EMPTY));
        };
    }

    /**
     * By that which the router chooses among these. They should be of one authid, each of another
     * method.
     */
    static Authentication anyOf(Authentication... choices) {
        List<Authentication> all = List.of(choices);
        return transport ->
                new Attempts.AnyOf(all.stream().map(one -> one.begin(transport)).toList());
    }

    /** The same, not bound to the channel: for routers that don't know that binding. */
    static Authentication unbound(Authentication bound) {
        return transport ->
                bound.begin(
                        new TransportDetails(
                                transport.type(),
                                transport.peer(),
                                Optional.empty(),
                                transport.request(),
                                transport.answer()));
    }
}
