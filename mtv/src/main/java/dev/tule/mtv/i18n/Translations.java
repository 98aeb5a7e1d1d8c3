package dev.tule.mtv.i18n;

import dev.tule.mtv.Active;
import dev.tule.mtv.AppConfig;
import dev.tule.mtv.DefaultSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A project's translations: {@code locale/LANGUAGE/LC_MESSAGES/messages.po} beside each
 * application's class, read when a language is first asked for. The PO files are read as they are;
 * nothing is compiled. Safe for use by many threads.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/i18n/translation/">Django:
 *     translation</a>
 */
public final class Translations {
    private final List<AppConfig> apps;
    private final List<Locale> languages;
    private final Map<Locale, Catalogue> catalogues = new ConcurrentHashMap<>();

    private Translations(DefaultSettings settings) {
        this.apps = settings.apps;
        this.languages = settings.languages;
    }

    public static Translations of(DefaultSettings settings) {
        return new Translations(settings);
    }

    /** The message in the active language, or as it is. */
    public static String gettext(String message) {
        return pgettext(null, message);
    }

    /** The message in the active language, told from others of the same text by a context. */
    public static String pgettext(@Nullable String context, String message) {
        Active active = Active.current();
        return active.project().translations().translate(active.language(), context, message);
    }

    /** The message for a number, in the active language. */
    public static String ngettext(String singular, String plural, long number) {
        return npgettext(null, singular, plural, number);
    }

    /** As {@link #ngettext}, told from others of the same text by a context. */
    public static String npgettext(
            @Nullable String context, String singular, String plural, long number) {
        Active active = Active.current();
        for (Locale locale : active.project().translations().chain(active.language())) {
            String found =
                    active.project()
                            .translations()
                            .catalogue(locale)
                            .find(context, singular, number);
            if (found != null) {
                return found;
            }
        }
        return number == 1 ? singular : plural;
    }

    String translate(Locale language, @Nullable String context, String message) {
        for (Locale locale : chain(language)) {
            String found = catalogue(locale).find(context, message);
            if (found != null) {
                return found;
            }
        }
        return message;
    }

    /** The language with its country, then without: {@code de-AT}, {@code de}. */
    private List<Locale> chain(Locale language) {
        Locale bare = Locale.of(language.getLanguage());
        return bare.equals(language) ? List.of(language) : List.of(language, bare);
    }

    private Catalogue catalogue(Locale language) {
        return catalogues.computeIfAbsent(language, this::read);
    }

    private Catalogue read(Locale language) {
        Catalogue catalogue = new Catalogue();
        String folder = language.toString().replace("_#", "_");
        for (AppConfig app : apps) {
            String name = "locale/" + folder + "/LC_MESSAGES/messages.po";
            try (InputStream in = app.getClass().getResourceAsStream(name)) {
                if (in != null) {
                    catalogue.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return catalogue;
    }

    /** The language of the project that suits best what a browser accepts; its first otherwise. */
    public Locale choose(String acceptLanguage, Locale fallback) {
        if (acceptLanguage.length() > 500) {
            return fallback;
        }
        try {
            List<Locale.LanguageRange> ranges =
                    new ArrayList<>(Locale.LanguageRange.parse(acceptLanguage));
            Locale found = Locale.lookup(ranges, languages);
            return found == null ? fallback : found;
        } catch (IllegalArgumentException malformed) {
            return fallback;
        }
    }

    /**
     * The project's language of that tag, such as {@code de-AT}; the fallback where it has none.
     */
    public Locale known(String tag, Locale fallback) {
        for (Locale language : languages) {
            if (language.toLanguageTag().equalsIgnoreCase(tag)) {
                return language;
            }
        }
        return fallback;
    }
}
