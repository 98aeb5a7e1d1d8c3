package dev.tule.mtv.auth;

import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;

/**
 * Shows nothing to those who aren't logged in, but for views marked by {@link
 * AuthDecorators#loginNotRequired}. Stands within {@link AuthenticationMiddleware}.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/middleware/#django.contrib.auth.middleware.LoginRequiredMiddleware">
 *     Django: LoginRequiredMiddleware</a>
 */
public final class LoginRequiredMiddleware implements View {
    private final View next;

    public LoginRequiredMiddleware(Project project, View next) {
        AuthConfig.of(project);
        this.next = next;
    }

    @Override
    public Response handle(Request request) throws Exception {
        boolean open =
                request.resolverMatch()
                        .map(match -> match.view().marks().contains(Mark.LOGIN_NOT_REQUIRED))
                        .orElse(true);
        return open || Auth.user(request).isPresent()
                ? next.handle(request)
                : AuthDecorators.redirectToLogin(request);
    }
}
