package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.Abort;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Uri;
import dev.tule.wamp.auth.CryptosignKey;
import dev.tule.wamp.auth.WampCra;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.LocalConnector;
import dev.tule.wamp.client.ProcedureCall;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampError;
import dev.tule.wamp.router.authentication.Authentication;
import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A procedure of the realm decides who may join. */
class DynamicAuthenticationTest {
    private static final CryptosignKey KEY = CryptosignKey.ofSeed(new byte[32]);

    private static final Map<Method, Uri> PROCEDURES =
            Map.of(
                    Method.TICKET, Uri.of("com.example.authenticate"),
                    Method.WAMPCRA, Uri.of("com.example.authenticate"),
                    Method.CRYPTOSIGN, Uri.of("com.example.authenticate"),
                    Method.WAMP_SCRAM, Uri.of("com.example.nobody"));

    private final Router router =
            Router.start(
                    RouterConfig.defaults()
                            .withRealms(
                                    RealmConfig.of(
                                            "realm1",
                                            Authentication.anonymous("authenticator")
                                                    .withDynamic(PROCEDURES))));

    @AfterEach
    void stop() {
        router.close();
    }

    private JoiningClient client() {
        return new JoiningClient(router);
    }

    @BeforeEach
    void serve() {
        WampClient service =
                WampClient.connect(
                        new LocalConnector(router.local(), ClientOptions.defaults().serializer()),
                        "realm1",
                        ClientOptions.defaults());
        service.register("com.example.authenticate", DynamicAuthenticationTest::decide);
    }

    /** What the procedure returns, by authid. */
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

        JoiningClient key =
                client().hello("realm1", JoiningClient.showing(KEY.publicKey()), "cryptosign");
        Dict welcome = key.authenticate(KEY.answer(key.challenged(), Optional.empty())).welcomed();
        assertThat(welcome.string("authid")).contains("pump7");
        assertThat(welcome.dict("authextra").string("plant")).contains("north");
        CryptosignKey other = CryptosignKey.ofHex("22".repeat(32));
        client().hello("realm1", JoiningClient.showing(other.publicKey()), "cryptosign")
                .refused(ErrorUri.AUTHENTICATION_DENIED);
    }

    @Test
    void aProcedureRefusesForItsOwnReasonAndItsFaultsAreNotTold() throws Exception {
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
}
