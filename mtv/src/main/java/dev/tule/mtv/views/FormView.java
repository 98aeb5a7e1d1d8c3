package dev.tule.mtv.views;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.View;
import dev.tule.mtv.forms.Form;

/**
 * Shows a form, and does something with what it sends when that is valid. The template gets it as
 * {@code form}.
 *
 * @param type the form's record
 * @param template the page
 * @param action what to do with a valid form
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/class-based-views/generic-editing/#formview">
 *     Django: FormView</a>
 */
public record FormView<T extends Record>(Class<T> type, String template, Action<T> action)
        implements View {

    /** What a valid form leads to: a redirect, as a rule. */
    @FunctionalInterface
    public interface Action<T extends Record> {
        Response formValid(Request request, T data) throws Exception;
    }

    public static <T extends Record> FormView<T> of(
            Class<T> type, String template, Action<T> action) {
        return new FormView<>(type, template, action);
    }

    @Override
    public Response handle(Request request) throws Exception {
        if (!request.isPost()) {
            return Shortcuts.render(request, template, "form", Form.unbound(type));
        }
        return switch (Form.bind(request, type)) {
            case Form.Valid<T>(T data) -> action.formValid(request, data);
            case Form.Invalid<T> form -> Shortcuts.render(request, template, "form", form);
        };
    }
}
