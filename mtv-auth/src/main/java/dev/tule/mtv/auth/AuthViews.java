package dev.tule.mtv.auth;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;

/** Logging out, as a page. */
final class AuthViews {
    private AuthViews() {}

    private static AuthSettings settings(Request request) {
        return AuthConfig.of(request.project()).settings();
    }

    static Response logout(Request request) {
        String next = AuthDecorators.next(request);
        Auth.logout(request);
        String after = settings(request).logoutRedirectUrl;
        if (!next.isEmpty()) {
            return Response.redirect(next);
        }
        return after.isEmpty()
                ? Shortcuts.render(request, "registration/logged_out.html")
                : Shortcuts.redirect(after);
    }
}
