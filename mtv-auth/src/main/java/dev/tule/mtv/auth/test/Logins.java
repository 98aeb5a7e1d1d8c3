package dev.tule.mtv.auth.test;

import dev.tule.mtv.Response;
import dev.tule.mtv.auth.Auth;
import dev.tule.mtv.auth.AuthenticationMiddleware;
import dev.tule.mtv.auth.User;
import dev.tule.mtv.middleware.CsrfMiddleware;
import dev.tule.mtv.sessions.SessionMiddleware;
import dev.tule.mtv.test.Client;
import java.util.List;

/**
 * Logs users in without their passwords.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/testing/tools/#django.test.Client.force_login">
 *     Django: force_login</a>
 */
public final class Logins {
    private Logins() {}

    /** The same browser, with a session of this user's: no password, no throttle, no page. */
    public static Client forceLogin(Client client, User user) {
        client.answer(
                request -> {
                    Auth.login(request, user);
                    return Response.text("");
                },
                List.of(
                        SessionMiddleware::new,
                        CsrfMiddleware::new,
                        AuthenticationMiddleware::new));
        return client;
    }
}
