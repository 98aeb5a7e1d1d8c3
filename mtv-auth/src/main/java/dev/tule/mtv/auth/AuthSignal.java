package dev.tule.mtv.auth;

import dev.tule.mtv.Request;

/**
 * What {@link Auth} tells a project's dispatcher.
 *
 * <pre>{@code
 * project.dispatcher().connect(AuthSignal.UserLoggedIn.class, event -> greet(event.user()));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/contrib/auth/#module-django.contrib.auth.signals">
 *     Django: login and logout signals</a>
 */
public sealed interface AuthSignal {

    /**
     * Somebody logged in.
     *
     * @param request by which
     * @param user who
     */
    record UserLoggedIn(Request request, User user) implements AuthSignal {}

    /**
     * Somebody logged out.
     *
     * @param request by which
     * @param user who it was
     */
    record UserLoggedOut(Request request, User user) implements AuthSignal {}

    /**
     * Somebody gave a name and a password that don't fit, or tried too often.
     *
     * @param request by which
     * @param username as it was given
     */
    record UserLoginFailed(Request request, String username) implements AuthSignal {}
}
