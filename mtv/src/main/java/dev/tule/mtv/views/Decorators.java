package dev.tule.mtv.views;

import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Views around views: {@code path("x/", Views::x, "x").with(requirePost())}.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/http/decorators/">Django: view
 *     decorators</a>
 */
public final class Decorators {
    private static final String NEVER = "max-age=0, no-cache, no-store, must-revalidate, private";

    private Decorators() {}

    /** A view with marks beside its own, and another way to handle requests. */
    private record Decorated(View way, Set<Mark> marks) implements View {
        @Override
        public Response handle(Request request) throws Exception {
            return way.handle(request);
        }
    }

    /** Another way to handle requests, around a view whose marks it keeps. */
    public static UnaryOperator<View> around(UnaryOperator<View> way) {
        return view -> new Decorated(way.apply(view), view.marks());
    }

    /** A view with one more mark. */
    public static UnaryOperator<View> marked(View.Mark mark) {
        return view -> {
            Set<View.Mark> marks = new HashSet<>(view.marks());
            marks.add(mark);
            return new Decorated(view, Set.copyOf(marks));
        };
    }

    /** Answers other methods with 405. */
    public static UnaryOperator<View> requireMethods(String... methods) {
        Set<String> allowed = Set.of(methods);
        String list = String.join(", ", methods);
        return around(
                view ->
                        request ->
                                allowed.contains(request.method())
                                        ? view.handle(request)
                                        : Response.status(HttpStatus.METHOD_NOT_ALLOWED)
                                                .with("Allow", list));
    }

    public static UnaryOperator<View> requireGet() {
        return requireMethods("GET");
    }

    public static UnaryOperator<View> requirePost() {
        return requireMethods("POST");
    }

    /** For views that change nothing: GET and HEAD. */
    public static UnaryOperator<View> requireSafe() {
        return requireMethods("GET", "HEAD");
    }

    /** Lets browsers and proxies keep the response for so long. */
    public static UnaryOperator<View> cacheFor(Duration age) {
        return cacheControl("max-age=" + age.toSeconds());
    }

    /** Sets {@code Cache-Control} as it is: {@code "private, max-age=60"}. */
    public static UnaryOperator<View> cacheControl(String directives) {
        return around(view -> request -> view.handle(request).with("Cache-Control", directives));
    }

    public static UnaryOperator<View> neverCache() {
        return cacheControl(NEVER);
    }

    /** Lets the view be asked without a token: it proves otherwise who asks. */
    public static UnaryOperator<View> csrfExempt() {
        return marked(View.Mark.CSRF_EXEMPT);
    }

    /** Another policy for this view's pages: Django's csp_override. */
    public static UnaryOperator<View> contentSecurityPolicy(String policy) {
        return around(
                view -> request -> view.handle(request).with("Content-Security-Policy", policy));
    }

    /** Lets pages of this site frame the view: Django's xframe_options_sameorigin. */
    public static UnaryOperator<View> frameableBySelf() {
        return around(
                view -> request -> view.handle(request).with("X-Frame-Options", "SAMEORIGIN"));
    }
}
