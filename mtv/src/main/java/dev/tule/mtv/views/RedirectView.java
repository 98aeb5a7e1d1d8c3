package dev.tule.mtv.views;

import dev.tule.mtv.HttpStatus;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import dev.tule.mtv.urls.Urls;
import java.util.Map;

/**
 * Redirects to a URL by its name, which gets the same arguments: {@code path("old/<int:id>/",
 * RedirectView.to("book"))}. Immutable.
 *
 * @param name of the URL
 * @param permanent 301 instead of 302
 * @param withQuery whether the query goes along
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/class-based-views/base/#redirectview">Django:
 *     RedirectView</a>
 */
public record RedirectView(String name, boolean permanent, boolean withQuery) implements View {

    public static RedirectView to(String name) {
        return new RedirectView(name, false, false);
    }

    public RedirectView permanently() {
        return new RedirectView(name, true, withQuery);
    }

    public RedirectView keepingQuery() {
        return new RedirectView(name, permanent, true);
    }

    @Override
    public Response handle(Request request) {
        Map<String, Object> arguments =
                request.resolverMatch().map(match -> match.arguments()).orElse(Map.of());
        String query = withQuery ? request.query().urlencode() : "";
        String url = Urls.reverse(name, arguments) + (query.isEmpty() ? "" : "?" + query);
        return Response.redirect(url, permanent ? HttpStatus.MOVED_PERMANENTLY : HttpStatus.FOUND);
    }
}
