package dev.tule.mtv.cache;

import dev.tule.mtv.Active;
import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import dev.tule.mtv.middleware.ContentSecurityPolicyMiddleware;
import dev.tule.mtv.middleware.Csrf;
import dev.tule.mtv.sessions.Session;
import dev.tule.mtv.views.Decorators;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Keeps the pages of a view: {@code path("", Views::index).with(cachePage(Duration.ofMinutes(5)))}.
 *
 * <p>Kept are answers to GET and HEAD with status 200, by address, language and what their {@code
 * Vary} names. Never kept is what was made for one visitor: where the view looked at the session,
 * wrote a token or a nonce, set a cookie, or said {@code private} or {@code no-store}.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/cache/#the-per-view-cache">Django: the
 *     per-view cache</a>
 */
public final class PageCache {
    private static final Set<String> FORBIDDING = Set.of("private", "no-store", "no-cache");

    private PageCache() {}

    /** A page as any cache can keep it, without what only its request knows. */
    private record Page(
            int status,
            List<Header> headers,
            @SuppressWarnings("ArrayRecordComponent") byte[] content) {
        static Page of(Response made) {
            if (!(made.content() instanceof Response.Content.Bytes(byte[] bytes))) {
                throw new IllegalStateException("only pages that are at hand are kept");
            }
            return new Page(
                    made.status(),
                    made.headers().stream()
                            .map(field -> new Header(field.name(), field.value()))
                            .toList(),
                    bytes);
        }

        Response response() {
            Response copy = Response.of(status, new Response.Content.Bytes(content));
            for (Header header : headers) {
                copy = copy.with(header.name, header.value);
            }
            return copy;
        }
    }

    private record Header(String name, String value) {}

    /** A decorator that keeps pages so long, and lets browsers do so. */
    public static UnaryOperator<View> cachePage(Duration timeout) {
        return Decorators.around(view -> request -> answer(view, request, timeout));
    }

    private static Response answer(View view, Request request, Duration timeout) throws Exception {
        if (!request.isGet() && !request.method().equals("HEAD")) {
            return view.handle(request);
        }
        Cache cache = request.project().cache();
        String page = CacheKey.of("page", address(request));
        Optional<Response> known =
                cache.get(page, String.class)
                        .flatMap(vary -> cache.get(key(page, vary, request), Page.class))
                        .map(Page::response);
        if (known.isPresent()) {
            return known.get();
        }
        Response made = view.handle(request);
        if (!isForEverybody(request, made)) {
            return made;
        }
        Response kept = made.withDefault("Cache-Control", "max-age=" + timeout.toSeconds());
        String vary = made.header("Vary").orElse("");
        cache.set(page, vary, timeout);
        cache.set(key(page, vary, request), Page.of(kept), timeout);
        return kept;
    }

    private static List<String> address(Request request) {
        return List.of(
                request.method(),
                request.scheme(),
                request.host(),
                request.fullPath(),
                Active.current().language().toLanguageTag(),
                Active.current().zone().getId());
    }

    private static String key(String page, String vary, Request request) {
        List<String> values = new ArrayList<>();
        for (String name : vary.split(",", -1)) {
            values.add(name.isBlank() ? "" : request.header(name.strip()).orElse(""));
        }
        return CacheKey.of(page, values);
    }

    private static boolean isForEverybody(Request request, Response made) {
        boolean forbidden =
                made.header("Cache-Control").stream()
                        .flatMap(value -> List.of(value.split(",", -1)).stream())
                        .map(value -> value.strip().toLowerCase(Locale.ROOT))
                        .anyMatch(FORBIDDING::contains);
        boolean session = request.get(Session.OF_REQUEST).map(Session::isAccessed).orElse(false);
        return made.status() == HttpStatus.OK
                && made.content() instanceof Response.Content.Bytes
                && made.cookies().isEmpty()
                && !made.header("Vary").orElse("").contains("*")
                && !forbidden
                && !session
                && Csrf.issued(request) == 0
                && ContentSecurityPolicyMiddleware.nonceIfMade(request).isEmpty();
    }
}
