package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.http.Certificates;
import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Response;
import dev.tule.wamp.auth.CryptosignKey;
import dev.tule.wamp.auth.KeyDerivation;
import dev.tule.wamp.auth.ScramCredential;
import dev.tule.wamp.auth.ScramParameters;
import dev.tule.wamp.client.Authentication;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.SocketOptions;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampException;
import dev.tule.wamp.router.authentication.CertificateRule;
import dev.tule.wamp.router.authentication.KnownPrincipal;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who clients are by their TLS channel: certificates, and proofs that are bound to it. */
class TlsAuthenticationTest {
    private static final CryptosignKey KEY = CryptosignKey.ofSeed(new byte[32]);
    private static final ScramParameters SCRAM =
            new ScramParameters(KeyDerivation.PBKDF2, "W22ZaJ0SNY7soEsUEjb6gQ==", 4096, 0);

    @TempDir private static Path folder;

    private static Router router;
    private static HttpServer server;
    private static Certificates own;
    private static Certificates device;

    @BeforeAll
    static void start() throws Exception {
        own = Certificates.make(folder, "localhost");
        device = Certificates.make(folder, "pump7");
        String fingerprint = CertificateRule.fingerprint(device.certificate());
        router =
                Router.start(
                        RouterConfig.defaults()
                                .withRealms(
                                        realm("named", new CertificateRule.CommonName("pump7")),
                                        realm(
                                                "printed",
                                                new CertificateRule.Fingerprint(fingerprint)),
                                        realm("other", new CertificateRule.CommonName("pump8"))));
        server =
                HttpServer.start(
                        ListenerConfig.of(request -> Response.empty(404))
                                .at("127.0.0.1", 0)
                                .withTls(
                                        own.tls()
                                                .withClients(
                                                        device.tls().certificateChain(), false))
                                .withWebSocket("/ws", router.webSocket())
                                .withTcp(router.rawSocket()));
    }

    private static RealmConfig realm(String name, CertificateRule rule) {
        return RealmConfig.of(
                name,
                dev.tule.wamp.router.authentication.Authentication.of(
                        KnownPrincipal.of("pump", "device").withCertificates(List.of(rule)),
                        KnownPrincipal.of("key", "device").withKeys(List.of(KEY.publicKey())),
                        KnownPrincipal.of("ann", "operator")
                                .withScram(ScramCredential.of("geheim", SCRAM))));
    }

    @AfterAll
    static void stop() {
        router.close();
        server.close();
    }

    private static WampClient join(
            String scheme, String realm, boolean certified, Authentication how) {
        SocketOptions sockets =
                SocketOptions.defaults().withTrustedCertificates(own.tls().certificateChain());
        String path = scheme.equals("wss") ? "/ws" : "";
        return WampClient.connect(
                URI.create("%s://localhost:%d%s".formatted(scheme, server.port(), path)),
                realm,
                ClientOptions.defaults()
                        .withAuthentication(how)
                        .withSockets(certified ? sockets.withCertificate(device.tls()) : sockets));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wss", "rss"})
    void aCertificateTellsWhoItIs(String scheme) {
        for (String realm : List.of("named", "printed")) {
            try (WampClient pump = join(scheme, realm, true, Authentication.tls("pump"))) {
                assertThat(pump.welcomeDetails().asMap())
                        .containsEntry("authid", "pump")
                        .containsEntry("authrole", "device")
                        .containsEntry("authmethod", "tls");
            }
        }
        refused(() -> join(scheme, "other", true, Authentication.tls("pump")));
        refused(() -> join(scheme, "named", true, Authentication.tls("key")));
        refused(() -> join(scheme, "named", false, Authentication.tls("pump")));
    }

    private static void refused(Runnable joining) {
        assertThatThrownBy(joining::run)
                .isInstanceOf(WampException.class)
                .hasMessageContaining("wamp.error.authentication_denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wss", "rss"})
    void proofsAreBoundToTheChannel(String scheme) {
        // These ask for tls-exporter wherever the connection is TLS 1.3.
        try (WampClient key = join(scheme, "named", false, Authentication.cryptosign(KEY))) {
            assertThat(key.welcomeDetails().string("authid")).contains("key");
        }
        Authentication scram = Authentication.wampScram("ann", "geheim");
        try (WampClient ann = join(scheme, "named", false, scram)) {
            assertThat(ann.welcomeDetails().string("authrole")).contains("operator");
        }
        refused(() -> join(scheme, "named", false, Authentication.wampScram("ann", "x")));
    }

    @Test
    void proofsMayBeUnbound() {
        Authentication unbound = Authentication.unbound(Authentication.cryptosign(KEY));
        try (WampClient key = join("wss", "named", false, unbound)) {
            assertThat(key.welcomeDetails().string("authid")).contains("key");
        }
    }
}
