package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.Headers;
import dev.tule.http.WebSocket;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.router.authentication.Authentication;
import dev.tule.wamp.router.authentication.CraSecret;
import dev.tule.wamp.router.authentication.KnownPrincipal;
import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.authentication.TicketSecret;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.transport.TransportDetails;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that are known again by the cookie of their WebSocket. */
class CookieTest {
    private final Router router =
            Router.start(
                    RouterConfig.defaults()
                            .withRealms(
                                    RealmConfig.of(
                                            "realm1",
                                            Authentication.of(
                                                            KnownPrincipal.of("ticket", "device")
                                                                    .withTicket(
                                                                            TicketSecret.of("t1")),
                                                            KnownPrincipal.of("cra", "device")
                                                                    .withCra(CraSecret.of("c1")))
                                                    .withCookies(Duration.ofDays(1)))));

    @AfterEach
    void stop() {
        router.close();
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
        WebSocket.Endpoint withoutCookies = router.webSocket(Set.of(Method.TICKET));
        assertThat(withoutCookies.answer(Headers.none(), false).fields()).isEmpty();
        try (Router forgetful =
                Router.start(RouterConfig.defaults().withRealms(RealmConfig.open("realm1")))) {
            assertThat(forgetful.webSocket().answer(Headers.none(), false).fields()).isEmpty();
        }
    }
}
