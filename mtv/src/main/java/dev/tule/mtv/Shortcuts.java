package dev.tule.mtv;

import dev.tule.mtv.files.FileResponse;
import dev.tule.mtv.template.TemplateContext;
import dev.tule.mtv.urls.NoReverseMatch;
import dev.tule.mtv.urls.Urls;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What nearly every view needs, to be imported statically.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/http/shortcuts/">Django: shortcuts</a>
 */
public final class Shortcuts {

    private Shortcuts() {}

    /**
     * A page from a template.
     *
     * @param namesAndValues what the template is given: names and values in turn
     * @throws dev.tule.mtv.template.TemplateDoesNotExist where there is no such template
     */
    public static Response render(
            Request request, String template, @Nullable Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("names and values must come in pairs");
        }
        Map<String, @Nullable Object> context = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            context.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return render(request, template, context);
    }

    /** A page from a template; its media type goes by the template's name. */
    public static Response render(
            Request request, String template, Map<String, @Nullable Object> context) {
        String page =
                request.project()
                        .templates()
                        .get(template)
                        .render(TemplateContext.of(request, context));
        return Response.of(HttpStatus.OK, MediaTypes.ofPage(template), page)
                .withRendered(new Response.Rendered(template, context));
    }

    /** A redirect to the URL of a record. */
    public static Response redirect(Record arguments) {
        return Response.redirect(Urls.reverse(arguments));
    }

    /**
     * A redirect to a URL by its name, or to an address as it is. Check addresses that come from
     * the request with {@link Request#isSafeUrl} first.
     */
    public static Response redirect(String to, Object... arguments) {
        if (to.startsWith("./") || to.startsWith("../") || to.startsWith("/")) {
            return Response.redirect(to);
        }
        try {
            return Response.redirect(Urls.reverse(to, arguments));
        } catch (NoReverseMatch e) {
            if (to.contains("/") || to.contains(".")) {
                return Response.redirect(to);
            }
            throw e;
        }
    }

    /** What is there, or else a 404. */
    public static <T> T orHttp404(Optional<T> found) {
        return found.orElseThrow(() -> new Http404("no such object"));
    }

    /** A file, with ranges and conditional requests: Django's FileResponse, and more. */
    public static Response file(Request request, Path path) {
        return FileResponse.of(request, path, path.getFileName().toString());
    }
}
