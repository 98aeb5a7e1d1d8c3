package dev.tule.mtv.models.forms;

import dev.tule.mtv.QueryDict;
import dev.tule.mtv.Request;
import dev.tule.mtv.forms.Form;
import dev.tule.mtv.forms.FormErrors;
import dev.tule.mtv.forms.FormField;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A form of some of a model's fields. Immutable, made once.
 *
 * <pre>{@code
 * static final ModelForm<Book> FORM = ModelForm.of(Book.class, "title", "author", "price", "tags");
 *
 * return switch (FORM.bind(request, book)) {
 *     case ModelForm.Valid<Book>(Book changed) -> { changed.save(); yield redirect(at); }
 *     case ModelForm.Invalid<Book>(var form) -> render(request, "book.html", "form", form);
 * };
 * }</pre>
 *
 * @param <M> the model
 */
public final class ModelForm<M extends Model> {
    private final ModelMeta<M> meta;
    private final List<ModelInput> inputs;
    private final String prefix;

    /** What a bound form is. */
    public sealed interface Bound<M extends Model> {}

    /**
     * Every rule is kept.
     *
     * @param object with what was sent, not yet saved
     */
    public record Valid<M extends Model>(M object) implements Bound<M> {}

    /**
     * Not every rule is kept; the object is as it was.
     *
     * @param form with what was entered and the errors
     */
    public record Invalid<M extends Model>(Form.Shown form) implements Bound<M> {}

    private ModelForm(ModelMeta<M> meta, List<ModelInput> inputs, String prefix) {
        this.meta = meta;
        this.inputs = inputs;
        this.prefix = prefix;
    }

    /**
     * A form of these fields, in this order.
     *
     * @throws FieldError where the model has no such field, or a form can't show it
     */
    public static <M extends Model> ModelForm<M> of(Class<M> type, String... fields) {
        if (fields.length == 0) {
            throw new FieldError("a model form must name its fields");
        }
        ModelMeta<M> meta = ModelMeta.of(type);
        return new ModelForm<>(
                meta,
                List.of(fields).stream().map(name -> ModelInput.of(meta.field(name))).toList(),
                "");
    }

    /** The same, with what may be chosen for a relation. */
    public ModelForm<M> choosing(String relation, QuerySet<? extends Model> among) {
        return changing(relation, input -> input.choosing(among));
    }

    /**
     * The same, with a relation that shows the keys of what is chosen, parted by commas, as a text:
     * where there is too much to choose from. Django's raw_id_fields.
     */
    public ModelForm<M> byKey(String relation) {
        return changing(relation, ModelInput::asKeys);
    }

    /** The same, with a field that is shown in another way: its label, hint or control. */
    public ModelForm<M> showing(String name, UnaryOperator<FormField> as) {
        return changing(name, input -> input.shownAs(as));
    }

    private ModelForm<M> changing(String name, UnaryOperator<ModelInput> change) {
        ModelField field = meta.field(name);
        return new ModelForm<>(
                meta,
                inputs.stream()
                        .map(input -> input.field().equals(field) ? change.apply(input) : input)
                        .toList(),
                prefix);
    }

    /** The same, with names that begin with a prefix: several forms on one page. */
    public ModelForm<M> prefixed(String with) {
        return new ModelForm<>(meta, inputs, with);
    }

    public Class<M> type() {
        return meta.type();
    }

    /** Whether it takes files: it must then be sent as multipart/form-data. */
    public boolean isMultipart() {
        return inputs.stream().anyMatch(ModelInput::isFile);
    }

    /** An empty form, showing the values that a new object has. */
    public Form.Shown empty() {
        return show(meta.newInstance());
    }

    /** A form that shows an object's values. */
    public Form.Shown show(M object) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (ModelInput input : inputs) {
            texts.put(prefix + input.field().name(), input.texts(object));
        }
        return shown(QueryDict.of(texts), new FormErrors());
    }

    /** A form that shows what a request's form sent, whether that is valid or not. */
    public Form.Shown sent(Request request) {
        return shown(request.post(), new FormErrors());
    }

    /**
     * A form that was sent, refused for something that only saving could find out.
     *
     * @param field whose fault it is; empty for the form as a whole
     */
    public Form.Shown refused(Request request, String field, String message) {
        FormErrors errors = new FormErrors();
        errors.add(field, message);
        return shown(request.post(), errors);
    }

    /** The fields in which what a request's form sent is not what an object's form shows. */
    public List<String> changed(Request request, M object) {
        return inputs.stream()
                .filter(input -> input.hasChanged(request, prefix, object))
                .map(input -> input.field().name())
                .toList();
    }

    private Form.Shown shown(QueryDict data, FormErrors errors) {
        List<FormField> fields = inputs.stream().map(ModelInput::shown).toList();
        return new Form.OfFields(fields, prefix, data, errors);
    }

    /** What a request's form sent, with the names of files that the object has. */
    private QueryDict entered(Request request, M object) {
        QueryDict data = request.post();
        for (ModelInput input : inputs) {
            if (input.isFile()) {
                data = data.with(prefix + input.field().name(), input.texts(object));
            }
        }
        return data;
    }

    /** A new object of what a request's form sent. */
    public Bound<M> bind(Request request) {
        return bind(request, meta.newInstance());
    }

    /** What a request's form sent, put into an object where it is valid. */
    public Bound<M> bind(Request request, M object) {
        FormErrors errors = new FormErrors();
        Map<ModelInput, @Nullable Object> values = new LinkedHashMap<>();
        for (ModelInput input : inputs) {
            values.put(input, input.value(request, prefix, object, errors));
        }
        if (errors.isEmpty()) {
            Map<String, @Nullable Object> byName = new LinkedHashMap<>();
            values.forEach(
                    (input, value) -> {
                        if (!input.isFile()) {
                            byName.put(input.field().name(), value);
                        }
                    });
            new Uniqueness<>(meta, object, byName).check(errors);
        }
        if (!errors.isEmpty()) {
            return new Invalid<>(shown(entered(request, object), errors));
        }
        // What was sent back as it was shown stays as it is, to the last part of a second.
        values.forEach(
                (input, value) -> {
                    if (input.hasChanged(request, prefix, object)) {
                        object.set(input.field().name(), input.kept(value));
                    }
                });
        return new Valid<>(object);
    }
}
