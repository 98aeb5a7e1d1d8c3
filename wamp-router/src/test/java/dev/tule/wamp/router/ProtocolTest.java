package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.UriRule;
import dev.tule.wamp.router.authentication.Authentication;
import dev.tule.wamp.router.authentication.KnownPrincipal;
import dev.tule.wamp.router.authentication.TicketSecret;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RouterLimits;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions and protocol errors, message by message. */
class ProtocolTest {
    private static final String HELLO = "[1,\"realm1\",{\"roles\":{\"caller\":{}}}]";
    private static final String VIOLATION = "wamp.error.protocol_violation";

    private Router router = Router.start(RouterConfig.defaults());

    @BeforeEach
    void start() {
        router.close();
        router =
                Router.start(
                        RouterConfig.defaults()
                                .withRealms(
                                        RealmConfig.open("realm1"),
                                        RealmConfig.open("strict").with(UriRule.STRICT),
                                        RealmConfig.of(
                                                "locked",
                                                Authentication.of(
                                                        KnownPrincipal.of("pump", "device")
                                                                .withTicket(
                                                                        TicketSecret.of(
                                                                                "s3cret")))))
                                .withLimits(
                                        RouterLimits.defaults()
                                                .withHelloTimeout(Duration.ofMillis(300))
                                                .withSession(3, 3, 3)));
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void aSessionGoesFromHelloToGoodbyeAndTheConnectionTakesAnother() {
        RawClient client = new RawClient(router);
        client.say(HELLO);
        assertThat(client.next())
                .startsWith("[2,")
                .contains("\"pattern_based_subscription\":true", "\"authrole\":\"anonymous\"");
        client.say("[32,1,{},\"a.b\"]");
        client.next("[33,1,1]");
        client.say("[6,{},\"wamp.close.close_realm\"]");
        client.next("[6,{},\"wamp.close.goodbye_and_out\"]");
        client.say(HELLO);
        assertThat(client.next()).startsWith("[2,");
        client.say("[34,1,1]");
        assertThat(client.next()).startsWith("[8,34,1,{},\"wamp.error.no_such_subscription\"");
        client.close();
    }

    @Test
    void anUnknownRealmIsRefused() {
        RawClient client = new RawClient(router);
        client.say("[1,\"nowhere\",{\"roles\":{\"caller\":{}}}]");
        client.expectAbort("wamp.error.no_such_realm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,\"realm1\",{}]",
                "[1,\"realm1\",{\"roles\":{}}]",
                "[6,{},\"wamp.close.close_realm\"]",
                "[16,1,{},\"a.b\"]",
                "[8,48,1,{},\"a.b\"]",
                "[2,1,{}]",
                "[5,\"x\",{}]",
                "[70,1,{}]",
                "[]",
                "no json",
            })
    void whatMayNotComeBeforeTheSessionEndsTheConnection(String message) {
        RawClient client = new RawClient(router);
        client.say(message);
        client.expectAbort(VIOLATION);
        assertThat(router.counters().violations()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HELLO,
                "[2,1,{}]",
                "[4,\"ticket\",{}]",
                "[5,\"x\",{}]",
                "[17,1,1]",
                "[33,1,1]",
                "[36,1,1,{}]",
                "[50,1,{}]",
                "[68,1,1,{}]",
                "[69,1,{}]",
                "[337,1]",
                "[8,48,1,{},\"a.b\"]",
                "[8,68,1,{},\"a.b\"]",
                "[70,1,{}]",
                "[16,2,{},\"a.b\"]",
                "[32,7,{},\"a.b\"]",
                "[48,9007199254740992,{},\"a.b\"]",
                "[16,1,{\"acknowledge\":1},\"a.b\"]",
                "[32,1,{\"match\":\"sometimes\"},\"a.b\"]",
                "[999,1]",
                "[16,1,{},\"a.b\",7]",
            })
    void whatMayNotComeInASessionEndsIt(String message) {
        RawClient client = RawClient.joined(router);
        client.say(message);
        client.expectAbort(VIOLATION);
    }

    @Test
    void requestNumbersCountUpOverAllKindsOfRequests() {
        RawClient client = RawClient.joined(router);
        client.say("[32,1,{},\"a.b\"]");
        client.say("[16,2,{},\"a.b\"]");
        client.say("[64,3,{},\"a.b\"]");
        client.say("[48,4,{},\"a.c\"]");
        client.next("[33,1,1]");
        client.next("[65,3,1]");
        assertThat(client.next()).startsWith("[8,48,4,{},\"wamp.error.no_such_procedure\"");
        client.say("[16,4,{},\"a.b\"]");
        client.expectAbort(VIOLATION);
    }

    @Test
    void aConnectionWithoutSessionIsClosedAfterAWhile() {
        RawClient silent = new RawClient(router);
        silent.expectAbort("wamp.error.timeout");
        RawClient undecided = new RawClient(router);
        undecided.say(
                "[1,\"locked\",{\"roles\":{\"caller\":{}},\"authmethods\":[\"ticket\"],"
                        + "\"authid\":\"pump\"}]");
        undecided.next("[4,\"ticket\",{}]");
        undecided.expectAbort("wamp.error.timeout");
    }

    private RawClient challenged(String authId) {
        RawClient client = new RawClient(router);
        client.say(
                "[1,\"locked\",{\"roles\":{\"caller\":{}},\"authmethods\":[\"wampcra\",\"ticket\"],"
                        + "\"authid\":\"%s\"}]".formatted(authId));
        client.next("[4,\"ticket\",{}]");
        return client;
    }

    @Test
    void aTicketOpensTheDoor() {
        RawClient client = challenged("pump");
        client.say("[5,\"s3cret\",{}]");
        assertThat(client.next())
                .startsWith("[2,")
                .contains(
                        "\"authid\":\"pump\"",
                        "\"authrole\":\"device\"",
                        "\"authmethod\":\"ticket\"");
        client.close();
    }

    @Test
    void aWrongTicketOrPrincipalDoesNot() {
        RawClient wrong = challenged("pump");
        wrong.say("[5,\"guess\",{}]");
        wrong.expectAbort("wamp.error.authentication_denied");
        RawClient unknown = challenged("stranger");
        unknown.say("[5,\"s3cret\",{}]");
        unknown.expectAbort("wamp.error.authentication_denied");
        RawClient impatient = challenged("pump");
        impatient.say("[16,1,{},\"a.b\"]");
        impatient.expectAbort(VIOLATION);
    }

    @Test
    void withoutAMethodThatIsAcceptedNobodyJoins() {
        RawClient anonymous = new RawClient(router);
        anonymous.say("[1,\"locked\",{\"roles\":{\"caller\":{}}}]");
        anonymous.expectAbort("wamp.error.authentication_required");
        RawClient other = new RawClient(router);
        other.say(
                "[1,\"locked\",{\"roles\":{\"caller\":{}},\"authmethods\":[\"wampcra\"],"
                        + "\"authid\":\"pump\"}]");
        other.expectAbort("wamp.error.no_matching_auth_method");
        RawClient nameless = new RawClient(router);
        nameless.say("[1,\"locked\",{\"roles\":{\"caller\":{}},\"authmethods\":[\"ticket\"]}]");
        nameless.expectAbort("wamp.error.no_such_principal");
    }

    @Test
    void aStoppingRouterSaysGoodbye() {
        RawClient client = RawClient.joined(router);
        router.close();
        client.next("[6,{},\"wamp.close.system_shutdown\"]");
        client.expectClosed();
        assertThat(router.counters().connections()).isZero();
    }

    @Test
    void anAbortOfTheClientEndsTheSession() {
        RawClient client = RawClient.joined(router);
        client.say("[3,{},\"wamp.error.protocol_violation\"]");
        client.expectClosed();
    }

    @Test
    void brokenAndReservedUrisAreRefused() {
        RawClient client = RawClient.joined(router, "strict");
        client.say("[32,1,{},\"A.b\"]");
        client.next("[8,32,1,{},\"wamp.error.invalid_uri\",[\"not a topic: A.b\"]]");
        client.say("[32,2,{},\"a..b\"]");
        client.next("[8,32,2,{},\"wamp.error.invalid_uri\",[\"not a topic: a..b\"]]");
        client.say("[16,3,{\"acknowledge\":true},\"wamp.x\"]");
        client.next("[8,16,3,{},\"wamp.error.invalid_uri\",[\"not a topic: wamp.x\"]]");
        client.say("[64,4,{},\"wamp.x\"]");
        client.next("[8,64,4,{},\"wamp.error.invalid_uri\",[\"not a procedure: wamp.x\"]]");
        client.say("[48,5,{},\"a#\"]");
        client.next("[8,48,5,{},\"wamp.error.invalid_uri\",[\"not a procedure: a#\"]]");
        client.close();
    }

    @Test
    void whatASessionHoldsIsLimited() {
        RawClient client = RawClient.joined(router);
        for (int i = 1; i <= 3; i++) {
            client.say("[32,%d,{},\"a.b%d\"]".formatted(i, i));
            client.next("[33,1,1]");
        }
        client.say("[32,4,{},\"a.b4\"]");
        assertThat(client.next()).startsWith("[8,32,4,{},\"wamp.error.not_authorized\"");
        client.say("[64,5,{},\"a.slow\"]");
        client.next("[65,5,1]");
        for (int i = 6; i <= 8; i++) {
            client.say("[48,%d,{},\"a.slow\"]".formatted(i));
            client.next("[68,1,1,{}]");
        }
        client.say("[48,9,{},\"a.slow\"]");
        assertThat(client.next()).startsWith("[8,48,9,{},\"wamp.error.unavailable\"");
        client.close();
    }
}
