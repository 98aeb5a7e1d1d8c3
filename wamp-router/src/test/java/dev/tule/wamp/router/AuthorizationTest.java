package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Uri;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.LocalConnector;
import dev.tule.wamp.client.ProcedureCall;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.router.TestRouter.Over;
import dev.tule.wamp.router.authentication.Authentication;
import dev.tule.wamp.router.authentication.KnownPrincipal;
import dev.tule.wamp.router.authentication.TicketSecret;
import dev.tule.wamp.router.authorization.Action;
import dev.tule.wamp.router.authorization.Permission;
import dev.tule.wamp.router.authorization.Role;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What roles may do, message by message. */
class AuthorizationTest {
    private static final Role GUEST =
            Role.of(
                    "guest",
                    Permission.of("news.", MatchPolicy.PREFIX, Action.SUBSCRIBE),
                    new Permission(
                            Uri.of("mail.send"),
                            MatchPolicy.EXACT,
                            Set.of(Action.CALL, Action.PUBLISH),
                            true));
    private static final Role ASKED =
            Role.of("asked", Permission.of("free", MatchPolicy.EXACT, Action.CALL))
                    .withAuthorizer(Uri.of("com.example.authorize"));

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch slow = new CountDownLatch(1);

    private static final RouterConfig CONFIG =
            RouterConfig.defaults()
                    .withRealms(
                            RealmConfig.of(
                                            "realm1",
                                            Authentication.of(
                                                            principal("service"),
                                                            principal("asked"),
                                                            principal("lost"))
                                                    .withAnonymousRole("guest"))
                                    .withRoles(GUEST, ASKED, Role.of("service", Permission.all())));

    private final Router router = Router.start(CONFIG);
    private final AtomicBoolean strict = new AtomicBoolean();

    private static KnownPrincipal principal(String role) {
        return KnownPrincipal.of(role, role).withTicket(TicketSecret.of("t"));
    }

    @AfterEach
    void stop() {
        router.close();
    }

    private RawClient joined(String role) {
        RawClient client = new RawClient(router);
        client.say(
                "[1,\"realm1\",{\"roles\":{\"callee\":{}},\"authmethods\":[\"ticket\"],"
                        + "\"authid\":\"%s\"}]".formatted(role));
        client.next("[4,\"ticket\",{}]");
        client.say("[5,\"t\",{}]");
        return client;
    }

    @Test
    void whatTheRoleDoesNotAllowIsNotDone() {
        RawClient guest = RawClient.joined(router);
        String no = "\"wamp.error.not_authorized\"";
        guest.say("[32,1,{},\"news.today\"]");
        guest.next("[33,1,1]");
        guest.say("[32,2,{\"match\":\"prefix\"},\"news\"]");
        assertThat(guest.next()).startsWith("[8,32,2,{}," + no);
        guest.say("[64,3,{},\"news.serve\"]");
        assertThat(guest.next()).startsWith("[8,64,3,{}," + no);
        guest.say("[48,4,{},\"news.call\"]");
        assertThat(guest.next()).startsWith("[8,48,4,{}," + no);
        guest.say("[16,5,{},\"news.today\",[1]]");
        guest.say("[16,6,{\"acknowledge\":true},\"news.today\",[2]]");
        assertThat(guest.next()).startsWith("[8,16,6,{}," + no);
        guest.say("[48,7,{},\"wamp.session.list\"]");
        assertThat(guest.next()).startsWith("[8,48,7,{}," + no);
        guest.say("[48,7,{},\"wamp.session.list\"]");
        guest.expectAbort("wamp.error.protocol_violation");
    }

    @Test
    void aRoleThatThereIsNotOpensNothing() {
        joined("lost").expectAbort("wamp.error.no_such_role");
    }

    @Test
    void aPermissionMayDisclose() {
        RawClient service = joined("service");
        assertThat(service.next()).startsWith("[2,");
        service.say("[64,1,{},\"mail.send\"]");
        service.next("[65,1,1]");
        RawClient guest = RawClient.joined(router);
        guest.say("[48,1,{},\"mail.send\"]");
        assertThat(service.next()).contains("\"caller\":", "\"caller_authrole\":\"guest\"");
    }

    @Test
    void aTestamentIsPublishedByThoseWhoMayPublish() {
        RawClient service = joined("service");
        assertThat(service.next()).startsWith("[2,");
        service.say("[48,1,{},\"wamp.session.add_testament\",[\"last.word\",[1],{}]]");
        assertThat(service.next()).startsWith("[50,1,");
        service.say("[48,2,{},\"wamp.session.kill_all\"]");
        assertThat(service.next()).startsWith("[8,48,2,{},\"wamp.error.not_authorized\"");
    }

    /** Decides by the URI's first component; tells how often it was asked. */
    private WampClient authorizer() {
        return authorizer(router);
    }

    private WampClient authorizer(Router router) {
        ClientOptions options = ClientOptions.defaults();
        WampClient client =
                WampClient.connect(
                        new LocalConnector(router.local(), options.serializer()),
                        "realm1",
                        options.withAuthentication(
                                dev.tule.wamp.client.Authentication.ticket("service", "t")));
        client.register("com.example.authorize", this::decide);
        return client;
    }

    private Payload decide(ProcedureCall call) throws InterruptedException {
        asked.incrementAndGet();
        if (!(call.payload().argument(0) instanceof Map<?, ?> session)) {
            throw new AssertionError("the session is a dict");
        }
        assertThat(session.get("authrole")).isEqualTo("asked");
        String uri = call.payload().text(1);
        assertThat(call.payload().text(2)).isIn("call", "register", "publish", "subscribe");
        return switch (uri.split("\\.", -1)[0]) {
            case "yes" -> Payload.of(!strict.get());
            case "always" -> Payload.of(Map.of("allow", true, "cache", true));
            case "shown" -> Payload.of(Map.of("allow", true, "disclose", true));
            case "slow" -> {
                slow.await();
                yield Payload.of(true);
            }
            case "broken" -> Payload.of("maybe");
            default -> Payload.of(false);
        };
    }

    @Test
    void aProcedureDecides() {
        authorizer();
        RawClient client = joined("asked");
        assertThat(client.next()).startsWith("[2,");
        client.say("[32,1,{},\"yes.a\"]");
        client.next("[33,1,1]");
        client.say("[32,2,{\"match\":\"prefix\"},\"no.a\"]");
        assertThat(client.next()).startsWith("[8,32,2,{},\"wamp.error.not_authorized\"");
        client.say("[32,3,{},\"broken\"]");
        assertThat(client.next()).startsWith("[8,32,3,{},\"wamp.error.authorization_failed\"");
        client.say("[48,4,{},\"free\"]");
        assertThat(client.next()).startsWith("[8,48,4,{},\"wamp.error.no_such_procedure\"");
        assertThat(asked).hasValue(3);
        for (int i = 5; i < 8; i++) {
            client.say("[32,%d,{},\"always.a\"]".formatted(i));
            client.next("[33,1,1]");
        }
        assertThat(asked).hasValue(4);
    }

    @Test
    void aReloadAsksTheProcedureAgainAboutWhatItAllowed() {
        authorizer();
        RawClient client = new RawClient(router);
        client.say(
                "[1,\"realm1\",{\"roles\":{\"callee\":{},\"subscriber\":{\"features\":{"
                        + "\"subscription_revocation\":true}}},"
                        + "\"authmethods\":[\"ticket\"],\"authid\":\"asked\"}]");
        client.next("[4,\"ticket\",{}]");
        client.say("[5,\"t\",{}]");
        assertThat(client.next()).startsWith("[2,");
        client.say("[32,1,{},\"yes.a\"]");
        client.next("[33,1,1]");
        client.say("[32,2,{},\"always.a\"]");
        client.next("[33,2,2]");

        strict.set(true);
        assertThat(router.reload(CONFIG).revoked()).isZero();

        assertThat(client.next())
                .startsWith("[35,0,{")
                .contains("\"subscription\":1", "not authorized any more");
        client.say("[34,3,2]");
        client.next("[35,3]");
    }

    @Test
    void withoutTheProcedureNothingIsAllowed() {
        RawClient client = joined("asked");
        assertThat(client.next()).startsWith("[2,");
        client.say("[32,1,{},\"yes.a\"]");
        assertThat(client.next()).startsWith("[8,32,1,{},\"wamp.error.authorization_failed\"");
    }

    @Test
    void whatComesAfterAPendingDecisionWaitsInItsOrder() {
        authorizer();
        RawClient client = joined("asked");
        assertThat(client.next()).startsWith("[2,");
        client.say("[48,1,{},\"free\"]");
        assertThat(client.next()).startsWith("[8,48,1,");
        client.say("[32,2,{},\"slow.a\"]");
        for (int i = 3; i < 53; i++) {
            client.say("[48,%d,{},\"%s\"]".formatted(i, i % 5 == 0 ? "yes.x" : "free"));
        }
        slow.countDown();
        client.next("[33,2,1]");
        for (int i = 3; i < 53; i++) {
            assertThat(client.next())
                    .startsWith("[8,48," + i + ",{},\"wamp.error.no_such_procedure\"");
        }
        client.say("[6,{},\"wamp.close.close_realm\"]");
        client.next("[6,{},\"wamp.close.goodbye_and_out\"]");
    }

    /** Over a socket, which is really paused while a procedure is asked. */
    @Test
    void manyCallsThatAreAllAskedAboutComeBack() {
        ClientOptions options =
                ClientOptions.defaults()
                        .withAuthentication(
                                dev.tule.wamp.client.Authentication.ticket("asked", "t"));
        try (TestRouter sockets = new TestRouter(CONFIG);
                WampClient service = authorizer(sockets.router);
                WampClient client = sockets.client(Over.RAW_SOCKET, "realm1", options)) {
            service.register("yes.echo", ProcedureCall::payload);
            for (int round = 0; round < 10; round++) {
                List<CompletableFuture<Payload>> calls =
                        IntStream.range(0, 50)
                                .mapToObj(i -> client.callAsync("yes.echo", i))
                                .toList();
                for (int i = 0; i < calls.size(); i++) {
                    assertThat(calls.get(i).join().integer(0)).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void aSessionThatGoesWhileItWaitsLeavesNothing() {
        WampClient service = authorizer();
        RawClient client = joined("asked");
        assertThat(client.next()).startsWith("[2,");
        client.say("[32,1,{},\"slow.a\"]");
        client.say("[32,2,{},\"yes.a\"]");
        client.close();
        client.expectClosed();
        slow.countDown();
        assertThat(service.call("wamp.subscription.list").argument(0))
                .isEqualTo(Map.of("exact", List.of(), "prefix", List.of(), "wildcard", List.of()));
    }
}
