package dev.tule.mtv.auth;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.View;
import dev.tule.mtv.forms.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets whoever is logged in change the password, knowing the old one. The template gets {@code
 * form}.
 *
 * @param template the page
 * @param success the answer when it is changed
 * @param variables what the template gets beside
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/auth/default/#django.contrib.auth.views.PasswordChangeView">
 *     Django: PasswordChangeView</a>
 */
public record PasswordChangeView(
        String template,
        Function<Request, Response> success,
        Function<Request, Map<String, @Nullable Object>> variables)
        implements View {
    private static final Class<AuthForms.ChangedPassword> FORM = AuthForms.ChangedPassword.class;

    @Override
    public Response handle(Request request) {
        if (!request.isPost()) {
            return shown(request, Form.unbound(FORM));
        }
        return switch (Form.bind(request, FORM)) {
            case Form.Valid<AuthForms.ChangedPassword>(var data) -> {
                User user = Auth.requireUser(request);
                if (!user.checkPassword(data.oldPassword())) {
                    yield refused(
                            request,
                            "oldPassword",
                            List.of("Your old password was entered incorrectly."));
                }
                List<String> wrong = AuthConfig.passwordProblems(data.newPassword1(), user);
                if (!wrong.isEmpty()) {
                    yield refused(request, "newPassword1", wrong);
                }
                user.setPassword(data.newPassword1());
                user.save();
                Auth.updateSession(request, user);
                yield success.apply(request);
            }
            case Form.Invalid<AuthForms.ChangedPassword> form -> shown(request, form);
        };
    }

    private Response refused(Request request, String field, List<String> messages) {
        return shown(request, Form.refused(request, FORM, field, messages));
    }

    private Response shown(Request request, Form.Shown form) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(variables.apply(request));
        all.put("form", form);
        return Shortcuts.render(request, template, all);
    }
}
