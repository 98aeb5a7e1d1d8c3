package dev.tule.mtv.auth;

import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import dev.tule.mtv.sessions.Session;

/**
 * Lets {@link Auth#user} say whose request it is. Stands within SessionMiddleware.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/middleware/#module-django.contrib.auth.middleware">
 *     Django: AuthenticationMiddleware</a>
 */
public final class AuthenticationMiddleware implements View {
    private final View next;

    public AuthenticationMiddleware(Project project, View next) {
        AuthConfig.of(project);
        this.next = next;
    }

    @Override
    public Response handle(Request request) throws Exception {
        if (request.get(Session.OF_REQUEST).isEmpty()) {
            throw new IllegalStateException(
                    "AuthenticationMiddleware must stand after SessionMiddleware in the settings");
        }
        request.set(Auth.Visitor.OF_REQUEST, new Auth.Visitor(request));
        return next.handle(request);
    }
}
