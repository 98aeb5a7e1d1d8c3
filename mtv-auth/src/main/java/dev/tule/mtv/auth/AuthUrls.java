package dev.tule.mtv.auth;

import static dev.tule.mtv.urls.Urls.path;
import static dev.tule.mtv.views.Decorators.neverCache;
import static dev.tule.mtv.views.Decorators.requirePost;

import dev.tule.mtv.View;
import dev.tule.mtv.urls.Route;
import dev.tule.mtv.views.TemplateView;
import java.util.List;

/**
 * The pages around logging in, under Django's names: {@code include("accounts/", AuthUrls.URLS)}.
 * Their templates are in {@code registration/}; a project's own of the same names go before them.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/auth/default/#module-django.contrib.auth.views">
 *     Django: authentication views</a>
 */
public final class AuthUrls {
    public static final List<Route> URLS =
            List.of(
                    open("login/", LoginView.of("registration/login.html"), "login"),
                    path("logout/", AuthViews::logout, "logout").with(requirePost()),
                    path("password_change/", PasswordViews::change, "password_change")
                            .with(AuthDecorators.loginRequired()),
                    path(
                                    "password_change/done/",
                                    TemplateView.of("registration/password_change_done.html"),
                                    "password_change_done")
                            .with(AuthDecorators.loginRequired()),
                    open("password_reset/", PasswordViews::reset, "password_reset"),
                    open(
                            "password_reset/done/",
                            TemplateView.of("registration/password_reset_done.html"),
                            "password_reset_done"),
                    open(
                            "reset/<str:uidb64>/<str:token>/",
                            PasswordViews::confirm,
                            "password_reset_confirm"),
                    open(
                            "reset/done/",
                            TemplateView.of("registration/password_reset_complete.html"),
                            "password_reset_complete"));

    private AuthUrls() {}

    private static Route open(String pattern, View view, String name) {
        return path(pattern, view, name).with(AuthDecorators.loginNotRequired()).with(neverCache());
    }
}
