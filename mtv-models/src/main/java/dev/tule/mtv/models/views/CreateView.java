package dev.tule.mtv.models.views;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.View;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.forms.ModelForm;
import java.util.function.Function;

/**
 * Makes an object by a form; the template gets it as {@code form}.
 *
 * @param form its fields
 * @param template the page
 * @param success where to go when it is saved
 */
public record CreateView<M extends Model>(
        ModelForm<M> form, String template, Function<M, Response> success) implements View {

    public static <M extends Model> CreateView<M> of(
            ModelForm<M> form, String template, Function<M, Response> success) {
        return new CreateView<>(form, template, success);
    }

    @Override
    public Response handle(Request request) {
        if (!request.isPost()) {
            return Shortcuts.render(request, template, "form", form.empty());
        }
        return switch (form.bind(request)) {
            case ModelForm.Valid<M>(M object) -> {
                object.save();
                yield success.apply(object);
            }
            case ModelForm.Invalid<M>(var shown) ->
                    Shortcuts.render(request, template, "form", shown);
        };
    }
}
