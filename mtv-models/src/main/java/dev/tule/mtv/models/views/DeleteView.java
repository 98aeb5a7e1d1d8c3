package dev.tule.mtv.models.views;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.View;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import java.util.function.Supplier;

/**
 * Asks whether to delete the object of the URL's argument {@code pk}, and deletes it when the
 * answer is posted.
 *
 * @param source where it is sought
 * @param template the page that asks; it gets {@code object}
 * @param success where to go then
 */
public record DeleteView<M extends Model>(
        QuerySet<M> source, String template, Supplier<Response> success) implements View {

    public static <M extends Model> DeleteView<M> of(
            QuerySet<M> source, String template, Supplier<Response> success) {
        return new DeleteView<>(source, template, success);
    }

    @Override
    public Response handle(Request request) {
        M object = ObjectOf.url(request, source);
        if (!request.isPost()) {
            return Shortcuts.render(request, template, "object", object);
        }
        object.delete();
        return success.get();
    }
}
