package dev.tule.mtv.i18n;

import dev.tule.mtv.Active;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import java.util.Locale;
import java.util.Optional;

/**
 * Chooses the visitor's language: by the cookie {@code language}, else by what the browser accepts.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/i18n/translation/#how-django-discovers-language-preference">
 *     Django: how the language is discovered</a>
 */
public final class LocaleMiddleware implements View {
    /** The cookie that holds a language's tag. */
    public static final String COOKIE = "language";

    private final Project project;
    private final View next;

    public LocaleMiddleware(Project project, View next) {
        this.project = project;
        this.next = next;
    }

    @Override
    public Response handle(Request request) throws Exception {
        Locale language = language(request);
        Response response =
                Active.current().in(language).<Response, Exception>call(() -> next.handle(request));
        return response.vary("Accept-Language")
                .withDefault("Content-Language", language.toLanguageTag());
    }

    private Locale language(Request request) {
        Locale fallback = project.settings().languageCode;
        Optional<String> chosen = request.cookie(COOKIE);
        String accepted = request.header("Accept-Language").orElse("");
        Locale byBrowser =
                accepted.isEmpty() ? fallback : project.translations().choose(accepted, fallback);
        return chosen.map(tag -> project.translations().known(tag, byBrowser)).orElse(byBrowser);
    }
}
