package dev.tule.clients;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Mounts;
import dev.tule.http.Response;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.auth.CryptosignKey;
import dev.tule.wamp.auth.KeyDerivation;
import dev.tule.wamp.auth.ScramCredential;
import dev.tule.wamp.auth.ScramParameters;
import dev.tule.wamp.auth.WampCra.Salting;
import dev.tule.wamp.router.Router;
import dev.tule.wamp.router.authentication.Authentication;
import dev.tule.wamp.router.authentication.CraSecret;
import dev.tule.wamp.router.authentication.KnownPrincipal;
import dev.tule.wamp.router.authentication.TicketSecret;
import dev.tule.wamp.router.config.LongPollConfig;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RoutingConfig;
import dev.tule.wamp.router.history.HistoryRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A router that knows a principal for each authentication method, named after it. */
final class WampRouter implements AutoCloseable {
    static final String TICKET = "a ticket";
    static final String SECRET = "a secret of both sides";
    static final String PASSWORD = "p\u00e4ssword";
    static final CryptosignKey KEY = CryptosignKey.ofHex("42".repeat(32));

    /** What the programs need to authenticate. */
    static final Map<String, String> SECRETS =
            Map.of(
                    "ticket", TICKET,
                    "wampcra", SECRET,
                    "salted", SECRET,
                    "cryptosign", "42".repeat(32),
                    "cryptosignPublic", KEY.publicKey().toString());

    private static final Salting SALTING = new Salting("salt1", 1000, 32);
    private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";

    private final Store store;
    private final Router router;
    private final HttpServer server;

    private WampRouter(Store store, Router router, HttpServer server) {
        this.store = store;
        this.router = router;
        this.server = server;
    }

    static WampRouter start(Path folder) throws IOException {
        Authentication known =
                Authentication.of(
                                principal("ticket").withTicket(TicketSecret.of(TICKET)),
                                principal("wampcra").withCra(CraSecret.of(SECRET)),
                                principal("salted").withCra(CraSecret.of(SECRET, SALTING)),
                                principal("cryptosign").withKeys(List.of(KEY.publicKey())),
                                scram(KeyDerivation.PBKDF2, 4096, 0),
                                scram(KeyDerivation.ARGON2ID13, 3, 8192))
                        .withAnonymousRole("anonymous")
                        .withCookies(Duration.ofHours(1));
        RealmConfig realm =
                RealmConfig.of("realm1", known)
                        .with(
                                RoutingConfig.DEFAULT.withHistory(
                                        HistoryRule.of(MatchPolicy.PREFIX, "com.example.log.")));
        Store store = RocksStore.open(folder, StoreConfig.DEFAULT);
        Router router = Router.start(RouterConfig.defaults().withRealms(realm), store);
        ListenerConfig listener =
                ListenerConfig.of(
                                Mounts.on(request -> Response.empty(404))
                                        .with("/lp", router.longPoll(LongPollConfig.defaults())))
                        .withWebSocket("/ws", router.webSocket())
                        .withTcp(router.rawSocket());
        return new WampRouter(store, router, HttpServer.start(listener.at("127.0.0.1", 0)));
    }

    private static KnownPrincipal principal(String method) {
        return KnownPrincipal.of(method, "device");
    }

    private static KnownPrincipal scram(KeyDerivation kdf, int iterations, int memoryKib) {
        ScramParameters parameters = new ScramParameters(kdf, SALT, iterations, memoryKib);
        return principal(kdf.name()).withScram(ScramCredential.of(PASSWORD, parameters));
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        router.close();
        server.close();
        store.close();
    }
}
