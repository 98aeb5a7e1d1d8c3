package dev.tule.mtv.template;

import java.io.IOException;
import java.util.Optional;

/**
 * Finds templates. Must be safe for use by many threads.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/templates/api/#template-loaders">Django:
 *     loaders</a>
 */
public interface TemplateLoader {

    /**
     * A template's text, and a value that changes when the text does.
     *
     * @param text the template
     * @param version compared for equality
     */
    record Source(String text, Object version) {}

    /** The template of that name, which has no {@code ..} in it; empty where there is none. */
    Optional<Source> load(String name) throws IOException;
}
