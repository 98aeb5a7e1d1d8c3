package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.Headers;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import dev.tule.wamp.Abort;
import dev.tule.wamp.Authenticate;
import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Uri;
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
import dev.tule.wamp.client.ProcedureCall;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampError;
import dev.tule.wamp.router.authentication.Authentication;
import dev.tule.wamp.router.authentication.CraSecret;
import dev.tule.wamp.router.authentication.KnownPrincipal;
import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.authentication.TicketSecret;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.transport.Transport;
import dev.tule.wamp.transport.TransportDetails;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

    private void restart(Authentication authentication) {
        router.close();
        router = start(authentication);
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

    private static Dict keyHello(CryptosignPublicKey key) {
        return Dict.of("authextra", Dict.of("pubkey", key.toString()).asMap());
    }

    @Test
    void keysAreChecked() throws Exception {
        for (Dict hello :
                List.of(
                        keyHello(KEY.publicKey()),
                        keyHello(KEY.publicKey()).with("authid", "key"))) {
            JoiningClient right = client().hello("realm1", hello, "cryptosign");
            String answer = KEY.answer(right.challenged(), Optional.empty());
            assertThat(right.authenticate(answer).welcomed().string("authid")).contains("key");
            JoiningClient replay = client().hello("realm1", hello, "cryptosign");
            replay.challenged();
            replay.authenticate(answer).refused(ErrorUri.AUTHENTICATION_DENIED);
        }
        // Another key, as somebody known, as nobody; and the right key as somebody else.
        CryptosignKey other = CryptosignKey.ofHex("22".repeat(32));
        refuse(other, keyHello(other.publicKey()));
        refuse(other, keyHello(other.publicKey()).with("authid", "key"));
        refuse(KEY, keyHello(KEY.publicKey()).with("authid", "scram"));
        // Somebody else signs.
        refuse(other, keyHello(KEY.publicKey()).with("authid", "key"));
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

    private TransportDetails webSocket(Headers request) {
        Headers answer = router.webSocket().answer(request, false);
        return new TransportDetails(
                TransportDetails.Type.WEB_SOCKET,
                Optional.empty(),
                Optional.empty(),
                request,
                answer);
    }

    private static Headers cookie(TransportDetails opened) {
        String cookie = opened.answer().first("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("; HttpOnly; SameSite=Strict").doesNotContain("Secure");
        return Headers.of("Cookie", "other=1; " + cookie.substring(0, cookie.indexOf(';')));
    }

    @Test
    void aCookieRemembersWhoAuthenticated() {
        restart(KNOWN.withCookies(Duration.ofDays(1)));
        TransportDetails first = webSocket(Headers.none());
        new JoiningClient(router, first)
                .helloAs("ticket", "cookie")
                .refused(ErrorUri.AUTHENTICATION_DENIED);
        JoiningClient client =
                new JoiningClient(router, first).helloAs("ticket", "cookie", "ticket");
        client.challenged();
        client.authenticate("t1").welcomed();

        Headers cookie = cookie(first);
        TransportDetails second = webSocket(cookie);
        assertThat(second.answer().first("Set-Cookie")).isEmpty();
        Dict welcome =
                new JoiningClient(router, second)
                        .hello("realm1", Dict.EMPTY, "cookie", "ticket")
                        .welcomed();
        assertThat(welcome.asMap())
                .containsEntry("authid", "ticket")
                .containsEntry("authmethod", "cookie")
                .containsEntry("authprovider", "static");
        new JoiningClient(router, second)
                .helloAs("cra", "cookie")
                .refused(ErrorUri.AUTHENTICATION_DENIED);
    }

    @Test
    void aCookieThatIsNotRememberedIsReplaced() {
        restart(KNOWN.withCookies(Duration.ofDays(1)));
        Headers planted = Headers.of("Cookie", "tule-wamp=planted");
        TransportDetails victim = webSocket(planted);
        JoiningClient client = new JoiningClient(router, victim).helloAs("ticket", "ticket");
        client.challenged();
        client.authenticate("t1").welcomed();
        new JoiningClient(router, webSocket(planted))
                .hello("realm1", Dict.EMPTY, "cookie")
                .refused(ErrorUri.AUTHENTICATION_DENIED);
    }

    @Test
    void noCookieIsGivenWhereNoneIsRemembered() {
        assertThat(webSocket(Headers.none()).answer().fields()).isEmpty();
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

    /** A procedure that decides: what it returns, by authid. */
    private void decideByProcedure() {
        restart(
                Authentication.anonymous("authenticator")
                        .withDynamic(
                                Map.of(
                                        Method.TICKET, Uri.of("com.example.authenticate"),
                                        Method.WAMPCRA, Uri.of("com.example.authenticate"),
                                        Method.CRYPTOSIGN, Uri.of("com.example.authenticate"),
                                        Method.WAMP_SCRAM, Uri.of("com.example.nobody"))));
        WampClient service =
                WampClient.connect(
                        new LocalConnector(router.local(), ClientOptions.defaults().serializer()),
                        "realm1",
                        ClientOptions.defaults());
        service.register("com.example.authenticate", AuthenticationTest::decide);
    }

    private static Payload decide(ProcedureCall invocation) {
        if (!(invocation.payload().argument(2) instanceof Map<?, ?> details)) {
            throw new AssertionError("details are a dict");
        }
        assertThat(invocation.payload().text(0)).isEqualTo("realm1");
        assertThat(details.get("session")).isInstanceOf(Long.class);
        String authId = String.valueOf(invocation.payload().argument(1));
        return switch (authId) {
            case "ticket" ->
                    "t1".equals(details.get("ticket"))
                            ? Payload.of("device")
                            : Payload.of((Object) null);
            case "cra" -> Payload.of(Map.of("secret", "c1", "role", "device"));
            case "null" ->
                    Payload.of(
                            Map.of(
                                    "role",
                                    "device",
                                    "authid",
                                    "pump7",
                                    "pubkey",
                                    List.of(KEY.publicKey().toString()),
                                    "extra",
                                    Map.of("plant", "north")));
            case "expired" ->
                    throw new WampError(Uri.of("com.example.expired"), Payload.of("expired"));
            case "broken" -> Payload.of(7);
            default -> Payload.of((Object) null);
        };
    }

    @Test
    void aProcedureDecides() throws Exception {
        decideByProcedure();
        JoiningClient ticket = client().helloAs("ticket", "ticket");
        ticket.challenged();
        assertThat(ticket.authenticate("t1").welcomed().asMap())
                .containsEntry("authid", "ticket")
                .containsEntry("authrole", "device")
                .containsEntry("authprovider", "dynamic");
        JoiningClient wrong = client().helloAs("ticket", "ticket");
        wrong.challenged();
        wrong.authenticate("t2").refused(ErrorUri.AUTHENTICATION_DENIED);

        JoiningClient cra = client().helloAs("cra", "wampcra");
        cra.authenticate(WampCra.answer("c1", cra.challenged())).welcomed();

        JoiningClient key = client().hello("realm1", keyHello(KEY.publicKey()), "cryptosign");
        Dict welcome = key.authenticate(KEY.answer(key.challenged(), Optional.empty())).welcomed();
        assertThat(welcome.string("authid")).contains("pump7");
        assertThat(welcome.dict("authextra").string("plant")).contains("north");
        CryptosignKey other = CryptosignKey.ofHex("22".repeat(32));
        client().hello("realm1", keyHello(other.publicKey()), "cryptosign")
                .refused(ErrorUri.AUTHENTICATION_DENIED);
    }

    @Test
    void aProcedureRefusesForItsOwnReasonAndItsFaultsAreNotTold() throws Exception {
        decideByProcedure();
        JoiningClient expired = client().helloAs("expired", "ticket");
        expired.challenged();
        expired.authenticate("t1");
        Abort abort = expired.expect(Abort.class);
        assertThat(abort.reason()).isEqualTo(Uri.of("com.example.expired"));
        assertThat(abort.message()).isEqualTo("expired");

        JoiningClient broken = client().helloAs("broken", "ticket");
        broken.challenged();
        broken.authenticate("t1").refused(ErrorUri.AUTHENTICATION_FAILED);
        client().hello(
                        "realm1",
                        Dict.of("authid", "x", "authextra", Map.of("nonce", "AAAAAAAAAAA=")),
                        "wamp-scram")
                .refused(ErrorUri.AUTHENTICATION_FAILED);
        // Somebody it doesn't know is challenged all the same.
        JoiningClient nobody = client().helloAs("nobody", "wampcra");
        nobody.authenticate(WampCra.answer("c1", nobody.challenged()))
                .refused(ErrorUri.AUTHENTICATION_DENIED);
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
