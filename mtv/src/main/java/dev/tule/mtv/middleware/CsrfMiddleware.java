package dev.tule.mtv.middleware;

import dev.tule.mtv.Cookie;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests that other sites make a visitor's browser send: those that change something must
 * come from this origin, by their {@code Origin} or over TLS their {@code Referer}, and bring the
 * token of a page of this site.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/csrf/#how-it-works">Django: how CSRF
 *     protection works</a>
 */
public final class CsrfMiddleware implements View {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Duration COOKIE_AGE = Duration.ofDays(364);

    private final DefaultSettings settings;
    private final View next;

    public CsrfMiddleware(Project project, View next) {
        this.settings = project.settings();
        this.next = next;
    }

    @Override
    public Response handle(Request request) throws Exception {
        Csrf csrf = Csrf.bind(request, request.cookie(settings.csrfCookieName).orElse(null));
        if (!SAFE.contains(request.method()) && !isExempt(request)) {
            check(request, csrf);
        }
        Response response = next.handle(request);
        if (!csrf.isUsed()) {
            return response;
        }
        // Scripts read it, to send it back in a header.
        Cookie cookie =
                Cookie.of(settings.csrfCookieName, csrf.cookie().orElseThrow())
                        .lasting(COOKIE_AGE)
                        .httpOnly(false)
                        .secure(settings.cookiesSecure);
        return response.withCookie(cookie).vary("Cookie");
    }

    private static boolean isExempt(Request request) {
        return request.resolverMatch()
                .map(match -> match.view().marks().contains(Mark.CSRF_EXEMPT))
                .orElse(false);
    }

    private void check(Request request, Csrf csrf) {
        Optional<String> origin = request.header("Origin");
        if (origin.isPresent()) {
            if (!isTrusted(origin.get(), request)) {
                throw new CsrfFailure("the Origin is not among the trusted origins");
            }
        } else if (request.isSecure()) {
            checkReferer(request);
        }
        if (!csrf.hasSecret()) {
            throw new CsrfFailure("the CSRF cookie is not set");
        }
        // The header first: reading the form would take the body from views that stream it.
        Optional<String> token =
                request.header(settings.csrfHeaderName).or(() -> request.post().find(Csrf.FIELD));
        if (token.isEmpty()) {
            throw new CsrfFailure("the CSRF token is missing");
        }
        if (!csrf.accepts(token.get())) {
            throw new CsrfFailure("the CSRF token is wrong");
        }
    }

    private void checkReferer(Request request) {
        String referer =
                request.header("Referer")
                        .orElseThrow(() -> new CsrfFailure("there is no Referer, over TLS"));
        URI uri;
        try {
            uri = new URI(referer);
        } catch (URISyntaxException e) {
            throw new CsrfFailure("the Referer is no URL");
        }
        String authority = uri.getRawAuthority();
        if (uri.getScheme() == null
                || authority == null
                || !isTrusted(uri.getScheme() + "://" + authority, request)) {
            throw new CsrfFailure("the Referer is not among the trusted origins");
        }
    }

    private boolean isTrusted(String origin, Request request) {
        String given = origin.toLowerCase(Locale.ROOT);
        if (given.equals((request.scheme() + "://" + request.host()).toLowerCase(Locale.ROOT))) {
            return true;
        }
        for (String trusted : settings.csrfTrustedOrigins) {
            int star = trusted.indexOf("://*.");
            boolean matches =
                    star < 0
                            ? given.equals(trusted.toLowerCase(Locale.ROOT))
                            : given.startsWith(trusted.substring(0, star + 3))
                                    && given.endsWith(trusted.substring(star + 4));
            if (matches) {
                return true;
            }
        }
        return false;
    }
}
