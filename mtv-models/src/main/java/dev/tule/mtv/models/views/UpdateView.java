package dev.tule.mtv.models.views;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.View;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.models.forms.ModelForm;
import java.util.function.Function;

/**
 * Changes the object of the URL's argument {@code pk} by a form; the template gets {@code object}
 * and {@code form}.
 *
 * @param source where it is sought
 * @param form its fields
 * @param template the page
 * @param success where to go when it is saved
 */
public record UpdateView<M extends Model>(
        QuerySet<M> source, ModelForm<M> form, String template, Function<M, Response> success)
        implements View {

    public static <M extends Model> UpdateView<M> of(
            QuerySet<M> source, ModelForm<M> form, String template, Function<M, Response> success) {
        return new UpdateView<>(source, form, template, success);
    }

    @Override
    public Response handle(Request request) {
        M object = ObjectOf.url(request, source);
        if (!request.isPost()) {
            return Shortcuts.render(request, template, "object", object, "form", form.show(object));
        }
        return switch (form.bind(request, object)) {
            case ModelForm.Valid<M>(M changed) -> {
                changed.save();
                yield success.apply(changed);
            }
            case ModelForm.Invalid<M>(var shown) ->
                    Shortcuts.render(request, template, "object", object, "form", shown);
        };
    }
}
