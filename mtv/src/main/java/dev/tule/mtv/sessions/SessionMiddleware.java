package dev.tule.mtv.sessions;

import dev.tule.mtv.Cookie;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import java.time.Duration;

/**
 * Gives each request its session, and saves what changed. After an error of the server nothing is
 * saved.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/middleware/#module-django.contrib.sessions.middleware">
 *     Django: SessionMiddleware</a>
 */
public final class SessionMiddleware implements View {
    private final DefaultSettings settings;
    private final SessionStore store;
    private final View next;

    public SessionMiddleware(Project project, View next) {
        this.settings = project.settings();
        this.store = project.sessions();
        this.next = next;
    }

    @Override
    public Response handle(Request request) throws Exception {
        String key = request.cookie(settings.sessionCookieName).orElse(null);
        Session session = new Session(store, key);
        request.set(Session.OF_REQUEST, session);
        Response response = next.handle(request);
        if (session.isAccessed()) {
            response = response.vary("Cookie");
        }
        boolean save = session.isModified() || settings.sessionSaveEveryRequest;
        if (!save || response.status() >= HttpStatus.INTERNAL_SERVER_ERROR) {
            return response;
        }
        if (session.isEmpty()) {
            boolean stale = key != null || session.cameWithDeadKey();
            return stale ? response.withCookie(cookie("").lasting(Duration.ZERO)) : response;
        }
        return response.withCookie(saved(session));
    }

    private Cookie saved(Session session) {
        Duration age = session.expiry().orElse(settings.sessionCookieAge);
        boolean untilClose =
                age.isZero()
                        || (session.expiry().isEmpty() && settings.sessionExpireAtBrowserClose);
        Duration kept = age.isZero() ? settings.sessionCookieAge : age;
        Cookie cookie = cookie(session.save(settings.clock.instant().plus(kept)));
        return untilClose ? cookie : cookie.lasting(kept);
    }

    private Cookie cookie(String value) {
        return Cookie.of(settings.sessionCookieName, value).secure(settings.cookiesSecure);
    }
}
