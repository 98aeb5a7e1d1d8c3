package dev.tule.mtv.views;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.View;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows a template: {@code path("about/", TemplateView.of("about.html"))}. Immutable.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/class-based-views/base/#templateview">Django:
 *     TemplateView</a>
 */
public final class TemplateView implements View {
    private final String template;
    private final Map<String, @Nullable Object> extra;

    private TemplateView(String template, Map<String, @Nullable Object> extra) {
        this.template = template;
        this.extra = extra;
    }

    public static TemplateView of(String template) {
        return new TemplateView(template, Map.of());
    }

    /**
     * Gives the template one more variable; a {@link java.util.function.Supplier} is asked each
     * time.
     */
    public TemplateView with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(extra);
        more.put(name, value);
        return new TemplateView(template, more);
    }

    /** The template has the URL's arguments too, by their names. */
    @Override
    public Response handle(Request request) {
        Map<String, @Nullable Object> context = new LinkedHashMap<>(extra);
        request.resolverMatch().ifPresent(match -> context.putAll(match.arguments()));
        return Shortcuts.render(request, template, context);
    }
}
