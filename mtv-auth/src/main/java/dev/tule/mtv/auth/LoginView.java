package dev.tule.mtv.auth;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.View;
import dev.tule.mtv.forms.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The page for logging in. The template gets {@code form} and {@code next}, which it sends along.
 *
 * @param template the page
 * @param success where to go if {@code next} says nothing: a URL's name or an address; empty for
 *     {@link AuthSettings#loginRedirectUrl}
 * @param variables what the template gets beside
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/auth/default/#django.contrib.auth.views.LoginView">
 *     Django: LoginView</a>
 */
public record LoginView(
        String template, String success, Function<Request, Map<String, @Nullable Object>> variables)
        implements View {
    private static final String REFUSAL =
            "Please enter a correct username and password, or try again in a few minutes. Note that"
                    + " both fields may be case-sensitive.";

    public static LoginView of(String template) {
        return new LoginView(template, "", request -> Map.of());
    }

    @Override
    public Response handle(Request request) {
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
                String next = AuthDecorators.next(request);
                Auth.login(request, user.get());
                yield next.isEmpty()
                        ? Shortcuts.redirect(
                                success.isEmpty()
                                        ? AuthConfig.of(request.project())
                                                .settings()
                                                .loginRedirectUrl
                                        : success)
                        : Response.redirect(next);
            }
            case Form.Invalid<AuthForms.Login> form -> shown(request, form);
        };
    }

    private Response shown(Request request, Form.Shown form) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(variables.apply(request));
        all.put("form", form);
        all.put(AuthDecorators.NEXT, AuthDecorators.next(request));
        return Shortcuts.render(request, template, all);
    }
}
