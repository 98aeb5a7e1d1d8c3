package dev.tule.mtv.models.views;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.View;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;

/**
 * Shows one object, that of the URL's argument {@code pk}; the template gets it as {@code object}.
 *
 * @param source where it is sought: what isn't among them is a 404
 * @param template the page
 */
public record DetailView<M extends Model>(QuerySet<M> source, String template) implements View {

    public static <M extends Model> DetailView<M> of(QuerySet<M> source, String template) {
        return new DetailView<>(source, template);
    }

    @Override
    public Response handle(Request request) {
        return Shortcuts.render(request, template, "object", ObjectOf.url(request, source));
    }
}
