package dev.tule.mtv.auth;

import dev.tule.mtv.Http404;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.forms.Form;
import dev.tule.mtv.mail.EmailMessage;
import dev.tule.mtv.template.TemplateContext;
import dev.tule.mtv.urls.Urls;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changing one's password, and getting a new one by mail. */
final class PasswordViews {
    /** Stands in the address for the token, which lies in the session then. */
    private static final String STAND_IN = "set-password";

    private static final String KEPT_TOKEN = "_password_reset_token";

    private PasswordViews() {}

    // ---- changing it

    static Response change(Request request) {
        return new PasswordChangeView(
                        "registration/password_change_form.html",
                        changed -> Shortcuts.redirect("password_change_done"),
                        shown -> Map.of())
                .handle(request);
    }

    private static AuthSettings settings(Request request) {
        return AuthConfig.of(request.project()).settings();
    }

    // ---- a new one by mail

    /** Says the same for addresses that nobody has. */
    static Response reset(Request request) {
        String page = "registration/password_reset_form.html";
        if (!request.isPost()) {
            return Shortcuts.render(request, page, "form", Form.unbound(AuthForms.Forgotten.class));
        }
        return switch (Form.bind(request, AuthForms.Forgotten.class)) {
            case Form.Valid<AuthForms.Forgotten>(AuthForms.Forgotten(var email)) -> {
                for (User user : User.objects.filter("email__iexact", email, "isActive", true)) {
                    if (user.hasUsablePassword()) {
                        sendLink(request, user);
                    }
                }
                yield Shortcuts.redirect("password_reset_done");
            }
            case Form.Invalid<AuthForms.Forgotten> form ->
                    Shortcuts.render(request, page, "form", form);
        };
    }

    /** To the address that is kept, never to the one that was entered: they may only look alike. */
    private static void sendLink(Request request, User user) {
        String id =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(String.valueOf(user.pk()).getBytes(StandardCharsets.UTF_8));
        String token = new PasswordResetTokens(request.project()).of(user);
        String link = request.absoluteUri(Urls.reverse("password_reset_confirm", id, token));
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("user", user);
        variables.put("link", link);
        variables.put("host", request.host());
        String body =
                request.project()
                        .templates()
                        .get("registration/password_reset_email.txt")
                        .render(TemplateContext.of(variables));
        AuthSettings settings = settings(request);
        settings.mailer.send(
                new EmailMessage(
                        settings.defaultFromEmail,
                        List.of(String.valueOf(user.email)),
                        "Password reset on " + request.host(),
                        body));
    }

    /**
     * The link of a mail. The token moves into the session first, so that it is in no address that
     * the page's own requests tell to others.
     */
    static Response confirm(Request request) {
        String given = request.arg("token");
        Optional<User> user = userOf(request.arg("uidb64"));
        PasswordResetTokens tokens = new PasswordResetTokens(request.project());
        if (!given.equals(STAND_IN)) {
            if (user.isEmpty() || !tokens.fits(user.get(), given)) {
                return refused(request);
            }
            request.session().set(KEPT_TOKEN, given);
            return Shortcuts.redirect("password_reset_confirm", request.arg("uidb64"), STAND_IN);
        }
        String kept = request.session().get(KEPT_TOKEN, String.class).orElse("");
        return user.isEmpty() || !tokens.fits(user.get(), kept)
                ? refused(request)
                : choose(request, user.get());
    }

    private static Response choose(Request request, User user) {
        return new SetPasswordView(
                        user,
                        "registration/password_reset_confirm.html",
                        set -> {
                            set.session().remove(KEPT_TOKEN);
                            return Shortcuts.redirect("password_reset_complete");
                        },
                        shown -> Map.of("validlink", true))
                .handle(request);
    }

    private static Response refused(Request request) {
        return Shortcuts.render(
                request, "registration/password_reset_confirm.html", "validlink", false);
    }

    private static Optional<User> userOf(String id) {
        try {
            String key = new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8);
            return User.objects
                    .find("pk", Long.parseLong(key))
                    .filter(user -> user.isActive && user.hasUsablePassword());
        } catch (IllegalArgumentException e) {
            throw new Http404("no such user");
        }
    }
}
