package dev.tule.mtv.auth;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.forms.Form;
import java.util.List;
import java.util.Optional;

/** Logging in and out, as pages. */
final class AuthViews {
    private static final String REFUSAL =
            "Please enter a correct username and password, or try again in a few minutes. Note that"
                    + " both fields may be case-sensitive.";

    private AuthViews() {}

    static Response login(Request request) {
        if (!request.isPost()) {
            return shown(request, Form.unbound(AuthForms.Login.class));
        }
        return switch (Form.bind(request, AuthForms.Login.class)) {
            case Form.Valid<AuthForms.Login>(AuthForms.Login(var username, var password)) -> {
                Optional<User> user = Auth.authenticate(request, username, password);
                if (user.isEmpty()) {
                    yield shown(
                            request,
                            Form.refused(request, AuthForms.Login.class, "", List.of(REFUSAL)));
                }
                String next = next(request);
                Auth.login(request, user.get());
                yield next.isEmpty()
                        ? Shortcuts.redirect(settings(request).loginRedirectUrl)
                        : Response.redirect(next);
            }
            case Form.Invalid<AuthForms.Login> form -> shown(request, form);
        };
    }

    private static Response shown(Request request, Form.Shown form) {
        return Shortcuts.render(
                request,
                "registration/login.html",
                "form",
                form,
                AuthDecorators.NEXT,
                next(request));
    }

    /** Where to go afterwards: only within this site; empty where nowhere is asked for. */
    private static String next(Request request) {
        String asked =
                request.post()
                        .get(AuthDecorators.NEXT, request.query().get(AuthDecorators.NEXT, ""));
        return request.isSafeUrl(asked) ? asked : "";
    }

    private static AuthSettings settings(Request request) {
        return AuthConfig.of(request.project()).settings();
    }

    static Response logout(Request request) {
        String next = next(request);
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
