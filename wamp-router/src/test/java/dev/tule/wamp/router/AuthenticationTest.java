package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import dev.tule.wamp.Abort;
import dev.tule.wamp.Authenticate;
import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Welcome;
import dev.tule.wamp.auth.CryptosignKey;
import dev.tule.wamp.auth.CryptosignPublicKey;
import dev.tule.wamp.auth.KeyDerivation;
import dev.tule.wamp.auth.ScramClient;
import dev.tule.wamp.auth.ScramCredential;
import dev.tule.wamp.auth.ScramParameters;
import dev.tule.wamp.auth.WampCra;
import dev.tule.wamp.auth.WampCra.Salting;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.LocalConnector;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.router.authentication.Authentication;
import dev.tule.wamp.router.authentication.CraSecret;
import dev.tule.wamp.router.authentication.KnownPrincipal;
import dev.tule.wamp.router.authentication.TicketSecret;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static final CryptosignKey KEY = CryptosignKey.ofSeed(new byte[32]);
    private static final CryptosignKey ROUTER_KEY = CryptosignKey.ofHex("11".repeat(32));
    private static final Salting SALTING = new Salting("salt1", 1000, 32);
    private static final ScramParameters SCRAM =
            new ScramParameters(KeyDerivation.PBKDF2, "W22ZaJ0SNY7soEsUEjb6gQ==", 4096, 0);

    private static final Authentication KNOWN =
            Authentication.of(
                            KnownPrincipal.of("ticket", "device").withTicket(TicketSecret.of("t1")),
                            KnownPrincipal.of("cra", "device").withCra(CraSecret.of("c1")),
                            KnownPrincipal.of("salted", "device")
                                    .withCra(CraSecret.of("c2", SALTING)),
                            KnownPrincipal.of("scram", "device")
                                    .withScram(ScramCredential.of("p1", SCRAM))
                                    .withExtra(Dict.of("plant", "north")),
                            KnownPrincipal.of("key", "device").withKeys(List.of(KEY.publicKey())))
                    .withRouterKey(ROUTER_KEY);

    private Router router = start(KNOWN);

    private static Router start(Authentication authentication) {
        return Router.start(
                RouterConfig.defaults().withRealms(RealmConfig.of("realm1", authentication)));
    }

    @AfterEach
    void stop() {
        router.close();
    }

    private JoiningClient client() {
        return new JoiningClient(router);
    }

    @Test
    void aComponentOfTheProcessNeedsNoProofOfWhoItIs() {
        Transport.Acceptor component = router.local("bridge.rest", "service");
        try (WampClient client =
                WampClient.connect(
                        new LocalConnector(component, ClientOptions.defaults().serializer()),
                        "realm1",
                        ClientOptions.defaults())) {
            assertThat(client.welcomeDetails().asMap())
                    .containsEntry("authid", "bridge.rest")
                    .containsEntry("authrole", "service")
                    .containsEntry("authmethod", "local");
        }
    }

    @Test
    void ticketsAreChecked() {
        JoiningClient right = client().helloAs("ticket", "ticket");
        assertThat(right.challenged()).isEqualTo(new Challenge("ticket", Dict.EMPTY));
        Dict welcome = right.authenticate("t1").welcomed();
        assertThat(welcome.asMap())
                .containsEntry("authid", "ticket")
                .containsEntry("authrole", "device")
                .containsEntry("authmethod", "ticket")
                .containsEntry("authprovider", "static")
                .doesNotContainKey("authextra");
        for (String wrong : List.of("", "t2", "t1 ", TicketSecret.of("t1").hash())) {
            JoiningClient guess = client().helloAs("ticket", "ticket");
            guess.challenged();
            guess.authenticate(wrong).refused(ErrorUri.AUTHENTICATION_DENIED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cra", "salted"})
    void wampCraIsChecked(String authId) throws Exception {
        String secret = authId.equals("cra") ? "c1" : "c2";
        JoiningClient right = client().helloAs(authId, "wampcra");
        Challenge challenge = right.challenged();
        assertThat(challenge.authMethod()).isEqualTo("wampcra");
        assertThat(challenge.extra().string("challenge").orElseThrow())
                .contains(
                        "\"authid\":\"%s\"".formatted(authId),
                        "\"authrole\":\"device\"",
                        "\"authmethod\":\"wampcra\"",
                        "\"authprovider\":\"static\"",
                        "\"nonce\":\"",
                        "\"timestamp\":\"",
                        "\"session\":");
        String answer = WampCra.answer(secret, challenge);
        assertThat(right.authenticate(answer).welcomed().string("authmethod")).contains("wampcra");
        JoiningClient wrong = client().helloAs(authId, "wampcra");
        wrong.authenticate(WampCra.answer("other", wrong.challenged()))
                .refused(ErrorUri.AUTHENTICATION_DENIED);
        // What was right once is wrong for another challenge.
        JoiningClient replay = client().helloAs(authId, "wampcra");
        replay.challenged();
        replay.authenticate(answer).refused(ErrorUri.AUTHENTICATION_DENIED);
    }

    @Test
    void theSessionOfTheChallengeIsTheOneThatOpens() throws Exception {
        JoiningClient client = client().helloAs("cra", "wampcra");
        Challenge challenge = client.challenged();
        client.authenticate(WampCra.answer("c1", challenge));
        long session = client.expect(Welcome.class).session().value();
        assertThat(challenge.extra().string("challenge").orElseThrow())
                .contains("\"session\":" + session);
    }

    @Test
    void scramProvesBothSides() throws Exception {
        ScramClient scram = new ScramClient("scram", "p1", Optional.empty(), new Random(1));
        JoiningClient right = scramHello(scram);
        Authenticate answer = scram.answer(right.challenged());
        Dict extra = right.say(answer).welcomed().dict("authextra");
        scram.checkWelcome(extra);
        assertThat(extra.string("plant")).contains("north");

        ScramClient guess = new ScramClient("scram", "p2", Optional.empty(), new Random(2));
        JoiningClient wrong = scramHello(guess);
        wrong.say(guess.answer(wrong.challenged())).refused(ErrorUri.AUTHENTICATION_DENIED);

        JoiningClient replay = scramHello(scram);
        replay.challenged();
        replay.say(answer).refused(ErrorUri.AUTHENTICATION_DENIED);

        // The right proof with another nonce beside it, or with a binding that was not asked for.
        for (Dict changed :
                List.of(
                        Dict.EMPTY,
                        Dict.of("nonce", "AAAAAAAAAAA="),
                        Dict.of("channel_binding", "tls-exporter", "cbind_data", "AAAA"))) {
            ScramClient honest = new ScramClient("scram", "p1", Optional.empty(), new Random(3));
            JoiningClient client = scramHello(honest);
            Authenticate proof = honest.answer(client.challenged());
            Dict sent =
                    changed.contains("channel_binding") ? proof.extra().withAll(changed) : changed;
            client.say(new Authenticate(proof.signature(), sent))
                    .refused(ErrorUri.AUTHENTICATION_DENIED);
        }
    }

    private JoiningClient scramHello(ScramClient scram) {
        Dict details = Dict.of("authid", scram.authId(), "authextra", scram.authExtra().asMap());
        return client().hello("realm1", details, "wamp-scram");
    }

    @Test
    void scramNeedsANonceAndAChannelThatThereIs() {
        for (Dict extra :
                List.of(
                        Dict.EMPTY,
                        Dict.of("nonce", "short"),
                        Dict.of("nonce", "AAAAAAAAAAA=", "channel_binding", "tls-unique"),
                        Dict.of("nonce", "AAAAAAAAAAA=", "channel_binding", 7L))) {
            client().hello(
                            "realm1",
                            Dict.of("authid", "scram", "authextra", extra.asMap()),
                            "wamp-scram")
                    .refused(ErrorUri.AUTHENTICATION_DENIED);
        }
    }

    @Test
    void keysAreChecked() throws Exception {
        for (Dict hello :
                List.of(
                        JoiningClient.showing(KEY.publicKey()),
                        JoiningClient.showing(KEY.publicKey()).with("authid", "key"))) {
            JoiningClient right = client().hello("realm1", hello, "cryptosign");
            String answer = KEY.answer(right.challenged(), Optional.empty());
            assertThat(right.authenticate(answer).welcomed().string("authid")).contains("key");
            JoiningClient replay = client().hello("realm1", hello, "cryptosign");
            replay.challenged();
            replay.authenticate(answer).refused(ErrorUri.AUTHENTICATION_DENIED);
        }
        // Another key, as somebody known, as nobody; and the right key as somebody else.
        CryptosignKey other = CryptosignKey.ofHex("22".repeat(32));
        refuse(other, JoiningClient.showing(other.publicKey()));
        refuse(other, JoiningClient.showing(other.publicKey()).with("authid", "key"));
        refuse(KEY, JoiningClient.showing(KEY.publicKey()).with("authid", "scram"));
        // Somebody else signs.
        refuse(other, JoiningClient.showing(KEY.publicKey()).with("authid", "key"));
        client().hello("realm1", Dict.of("authid", "key"), "cryptosign")
                .refused(ErrorUri.AUTHENTICATION_DENIED);
    }

    private void refuse(CryptosignKey signer, Dict hello) throws Exception {
        JoiningClient client = client().hello("realm1", hello, "cryptosign");
        client.authenticate(signer.answer(client.challenged(), Optional.empty()))
                .refused(ErrorUri.AUTHENTICATION_DENIED);
    }

    @Test
    void theRouterProvesItsOwnKeyWhereAsked() {
        byte[] challenge = CryptosignPublicKey.newChallenge(new Random(4));
        Dict extra =
                Dict.of(
                        "pubkey",
                        KEY.publicKey().toString(),
                        "challenge",
                        HexFormat.of().formatHex(challenge));
        JoiningClient client =
                client().hello("realm1", Dict.of("authextra", extra.asMap()), "cryptosign");
        Dict proof = client.challenged().extra();
        assertThat(proof.string("pubkey")).contains(ROUTER_KEY.publicKey().toString());
        assertThat(
                        ROUTER_KEY
                                .publicKey()
                                .verifies(
                                        challenge,
                                        Optional.empty(),
                                        proof.string("signature").orElseThrow()))
                .isTrue();
    }

    @Test
    void bindingToAChannelThatIsNotThereIsRefused() {
        Dict extra =
                Dict.of("pubkey", KEY.publicKey().toString(), "channel_binding", "tls-exporter");
        client().hello("realm1", Dict.of("authextra", extra.asMap()), "cryptosign")
                .refused(ErrorUri.AUTHENTICATION_DENIED);
    }

    @Test
    void aPrincipalHasNoMethodButItsOwn() throws Exception {
        // A client that is made to offer a weaker method gets no further by it.
        JoiningClient ticket = client().helloAs("scram", "ticket");
        ticket.challenged();
        ticket.authenticate("p1").refused(ErrorUri.AUTHENTICATION_DENIED);
        JoiningClient cra = client().helloAs("ticket", "wampcra");
        cra.authenticate(WampCra.answer("t1", cra.challenged()))
                .refused(ErrorUri.AUTHENTICATION_DENIED);
        JoiningClient chosen = client().helloAs("cra", "ticket", "wamp-scram", "wampcra");
        assertThat(chosen.challenged().authMethod()).isEqualTo("wampcra");
    }

    @Test
    void nobodyIsChallengedLikeSomebody() throws Exception {
        for (String method : List.of("ticket", "wampcra", "wamp-scram")) {
            Dict hello =
                    Dict.of(
                            "authid",
                            "nobody",
                            "authextra",
                            Dict.of("nonce", "AAAAAAAAAAA=").asMap());
            Dict first = client().hello("realm1", hello, method).challenged().extra();
            JoiningClient again = client().hello("realm1", hello, method);
            Dict second = again.challenged().extra();
            assertThat(second.asMap().keySet()).isEqualTo(first.asMap().keySet());
            for (String same : List.of("salt", "iterations", "memory", "kdf", "keylen")) {
                assertThat(second.asMap().get(same)).isEqualTo(first.asMap().get(same));
            }
            again.say(
                    new Authenticate("AAAA", Dict.of("nonce", second.string("nonce").orElse(""))));
            Abort abort = again.expect(Abort.class);
            JoiningClient known = client().hello("realm1", hello.with("authid", "scram"), method);
            known.challenged();
            known.authenticate("AAAA");
            assertThat(known.expect(Abort.class)).isEqualTo(abort);
        }
    }

    @Test
    void nobodyKeepsTheSaltThatNobodyHasOverARestart(@TempDir Path folder) {
        List<Dict> challenges = new ArrayList<>();
        for (int start = 0; start < 2; start++) {
            router.close();
            try (Store store = RocksStore.open(folder, StoreConfig.DEFAULT)) {
                router =
                        Router.start(
                                RouterConfig.defaults().withRealms(RealmConfig.of("realm1", KNOWN)),
                                store);
                Dict hello =
                        Dict.of(
                                "authid",
                                "nobody",
                                "authextra",
                                Dict.of("nonce", "AAAAAAAAAAA=").asMap());
                challenges.add(client().hello("realm1", hello, "wamp-scram").challenged().extra());
                router.close();
            }
        }
        assertThat(challenges.get(1).string("salt")).isEqualTo(challenges.get(0).string("salt"));
        assertThat(challenges.get(1).string("nonce"))
                .isNotEqualTo(challenges.get(0).string("nonce"));
    }

    @Test
    void aRoleThatThePrincipalDoesNotHaveIsNotGiven() {
        JoiningClient client =
                client().hello(
                                "realm1",
                                Dict.of("authid", "ticket", "authrole", "admin"),
                                "ticket");
        client.challenged();
        client.authenticate("t1").refused(ErrorUri.NO_SUCH_ROLE);
    }

    @Test
    void withoutAMethodThatFitsTheReasonIsSaid() {
        client().hello("realm1", Dict.EMPTY).refused(ErrorUri.AUTHENTICATION_REQUIRED);
        client().hello("realm1", Dict.EMPTY, "anonymous").refused(ErrorUri.AUTHENTICATION_REQUIRED);
        client().helloAs("ticket", "oauth").refused(ErrorUri.NO_MATCHING_AUTH_METHOD);
        client().helloAs("ticket", "tls").refused(ErrorUri.NO_MATCHING_AUTH_METHOD);
        client().hello("realm1", Dict.EMPTY, "ticket").refused(ErrorUri.NO_SUCH_PRINCIPAL);
        client().hello("realm2", Dict.EMPTY).refused(ErrorUri.NO_SUCH_REALM);
    }

    @Test
    void guessingIsSlowedDownAndNobodyIsLockedOut() {
        for (int i = 0; i < 5; i++) {
            JoiningClient guess = client().helloAs("ticket", "ticket");
            guess.challenged();
            guess.authenticate("guess" + i).refused(ErrorUri.AUTHENTICATION_DENIED);
        }
        JoiningClient right = client().helloAs("ticket", "ticket");
        right.challenged();
        long before = System.nanoTime();
        right.authenticate("t1").welcomed();
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void thoseThatWaitLongestMakeWay() {
        router.close();
        router =
                Router.start(
                        RouterConfig.defaults()
                                .withLimits(RouterLimits.defaults().withUnauthenticated(2)));
        JoiningClient joined = client().hello("realm1", Dict.EMPTY);
        joined.welcomed();
        JoiningClient first = client();
        JoiningClient second = client();
        JoiningClient third = client();
        first.refused(ErrorUri.TIMEOUT);
        second.hello("realm1", Dict.EMPTY).welcomed();
        third.hello("realm1", Dict.EMPTY).welcomed();
        assertThat(joined.closed).isNotDone();
    }

    @Test
    void strangeAnswersAreWrongAnswers() {
        long seed = Long.getLong("tule.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> methods = List.of("ticket", "wampcra", "wamp-scram", "cryptosign");
        for (int i = 0; i < 400; i++) {
            String method = methods.get(random.nextInt(methods.size()));
            Dict extra = Dict.of("nonce", "AAAAAAAAAAA=", "pubkey", KEY.publicKey().toString());
            JoiningClient client =
                    client().hello(
                                    "realm1",
                                    // Always another, so that none is slowed down.
                                    Dict.of("authid", method + i, "authextra", extra.asMap()),
                                    method);
            client.challenged();
            client.say(new Authenticate(text(random), Dict.of("nonce", text(random))));
            assertThat(client.expect(Abort.class).reason())
                    .as("seed %s", seed)
                    .isEqualTo(ErrorUri.AUTHENTICATION_DENIED);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.appendCodePoint(
                    random.nextInt(5) == 0 ? random.nextInt(0xD7FF) : '0' + random.nextInt(60));
        }
        return text.toString();
    }
}
