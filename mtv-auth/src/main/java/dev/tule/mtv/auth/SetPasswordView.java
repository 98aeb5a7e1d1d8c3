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
 * Gives a user a new password, without asking for the old one: who may do so is the caller's
 * affair. The template gets {@code form}.
 *
 * @param user whose password it is
 * @param template the page
 * @param success the answer when it is set
 * @param variables what the template gets beside
 */
public record SetPasswordView(
        User user,
        String template,
        Function<Request, Response> success,
        Function<Request, Map<String, @Nullable Object>> variables)
        implements View {
    private static final Class<AuthForms.NewPassword> FORM = AuthForms.NewPassword.class;

    @Override
    public Response handle(Request request) {
        if (!request.isPost()) {
            return shown(request, Form.unbound(FORM));
        }
        return switch (Form.bind(request, FORM)) {
            case Form.Valid<AuthForms.NewPassword>(var data) -> {
                List<String> wrong = AuthConfig.passwordProblems(data.newPassword1(), user);
                if (!wrong.isEmpty()) {
                    yield shown(request, Form.refused(request, FORM, "newPassword1", wrong));
                }
                user.setPassword(data.newPassword1());
                user.save();
                yield success.apply(request);
            }
            case Form.Invalid<AuthForms.NewPassword> form -> shown(request, form);
        };
    }

    private Response shown(Request request, Form.Shown form) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(variables.apply(request));
        all.put("form", form);
        return Shortcuts.render(request, template, all);
    }
}
