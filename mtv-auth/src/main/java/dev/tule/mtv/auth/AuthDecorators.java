package dev.tule.mtv.auth;

import dev.tule.mtv.Percent;
import dev.tule.mtv.PermissionDenied;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.View;
import dev.tule.mtv.views.Decorators;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Views for some people only: {@code path("new/", Books::make, "new").with(permissionRequired(
 * "library.add_book"))}.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/auth/default/#limiting-access-to-logged-in-users">
 *     Django: limiting access</a>
 */
public final class AuthDecorators {
    /** The field that says where to go after logging in: Django's REDIRECT_FIELD_NAME. */
    static final String NEXT = "next";

    private AuthDecorators() {}

    /** Sends those to the login page who aren't logged in. */
    public static UnaryOperator<View> loginRequired() {
        return Decorators.around(
                view ->
                        request ->
                                Auth.user(request).isPresent()
                                        ? view.handle(request)
                                        : redirectToLogin(request));
    }

    /** Refuses with 403 whoever is logged in and may not do all of these. */
    public static UnaryOperator<View> permissionRequired(String... permissions) {
        List<String> all = List.of(permissions);
        return userPassesTest(user -> user.hasPerms(all));
    }

    /** Refuses with 403 whoever is logged in and doesn't pass. */
    public static UnaryOperator<View> userPassesTest(Predicate<User> test) {
        return Decorators.around(
                view ->
                        request -> {
                            if (Auth.user(request).isEmpty()) {
                                return redirectToLogin(request);
                            }
                            if (!test.test(Auth.requireUser(request))) {
                                throw new PermissionDenied("the user may not do this");
                            }
                            return view.handle(request);
                        });
    }

    /** Lets a view be seen where {@link LoginRequiredMiddleware} guards all. */
    public static UnaryOperator<View> loginNotRequired() {
        return Decorators.marked(View.Mark.LOGIN_NOT_REQUIRED);
    }

    /** Where to go afterwards: only within this site; empty where nowhere is asked for. */
    static String next(Request request) {
        String asked = request.post().get(NEXT, request.query().get(NEXT, ""));
        return request.isSafeUrl(asked) ? asked : "";
    }

    /** To the login page, and back here from there. */
    static Response redirectToLogin(Request request) {
        String to =
                Shortcuts.redirect(AuthConfig.of(request.project()).settings().loginUrl)
                        .header("Location")
                        .orElseThrow();
        char separator = to.indexOf('?') < 0 ? '?' : '&';
        return Response.redirect(to + separator + NEXT + "=" + Percent.encode(request.fullPath()));
    }
}
