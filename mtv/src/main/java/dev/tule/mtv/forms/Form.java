package dev.tule.mtv.forms;

import dev.tule.mtv.QueryDict;
import dev.tule.mtv.Records;
import dev.tule.mtv.Request;
import dev.tule.mtv.template.HasMarkup;
import dev.tule.mtv.template.HasMembers;
import dev.tule.mtv.template.SafeString;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bound form is: valid, with its record, or not, with errors.
 *
 * <pre>{@code
 * record BookForm(@NotBlank @Size(max = 200) String title, @Positive BigDecimal price) {}
 *
 * return switch (Form.bind(request, BookForm.class)) {
 *     case Form.Valid<BookForm>(BookForm(var title, var price)) -> { ...; yield redirect(at); }
 *     case Form.Invalid<BookForm> form -> render(request, "book.html", "form", form);
 * };
 * }</pre>
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/forms/">Django: working with forms</a>
 */
public sealed interface Form<T extends Record> {

    /**
     * A form that keeps every rule.
     *
     * @param data the record
     */
    record Valid<T extends Record>(T data) implements Form<T> {}

    /** A form that doesn't: shows itself with what was entered and the errors. */
    final class Invalid<T extends Record> extends Shown implements Form<T> {
        Invalid(Class<T> type, String prefix, QueryDict data, FormErrors errors) {
            super(type, prefix, data, errors);
        }
    }

    /** A form to be filled in. */
    final class Unbound extends Shown {
        Unbound(Class<? extends Record> type, String prefix, QueryDict data) {
            super(type, prefix, data, new FormErrors());
        }
    }

    /** A form whose fields no record declares: what model forms are made of. */
    final class OfFields extends Shown {

        /**
         * A form.
         *
         * @param data what its fields show, under their names behind the prefix
         * @param errors what is wrong with it
         */
        public OfFields(List<FormField> fields, String prefix, QueryDict data, FormErrors errors) {
            super(fields, prefix, data, errors);
        }

        /** The texts by which a control shows a value. */
        public static List<String> texts(@Nullable Object value) {
            return BoundField.texts(value);
        }

        /**
         * A field's value from what was sent; null, and errors noted, where it is none.
         *
         * @param owner the class whose property of the field's name has the constraints
         */
        public static @Nullable Object bind(
                Class<?> owner, FormField field, String prefix, Request sent, FormErrors errors) {
            return Binder.value(owner, field, prefix, sent.post(), sent.files(), errors);
        }
    }

    /** Binds what a request's form sent. */
    static <T extends Record> Form<T> bind(Request request, Class<T> type) {
        return bind(request, type, "");
    }

    /** As {@link #bind(Request, Class)}, of fields whose names begin with a prefix. */
    static <T extends Record> Form<T> bind(Request request, Class<T> type, String prefix) {
        return new Binder<>(type, prefix, request.post(), request.files()).bind();
    }

    /**
     * A form that was sent, refused for something that only the view could find out: a wrong
     * password, a name that was taken.
     *
     * @param field whose fault it is; empty for the form as a whole
     * @param messages what is wrong, at least one
     */
    static <T extends Record> Invalid<T> refused(
            Request request, Class<T> type, String field, List<String> messages) {
        FormErrors errors = new FormErrors();
        messages.forEach(message -> errors.add(field, message));
        return new Invalid<>(type, "", request.post(), errors);
    }

    /** Binds given parameters, such as a request's query. */
    static <T extends Record> Form<T> bind(QueryDict data, Class<T> type) {
        return new Binder<>(type, "", data, Map.of()).bind();
    }

    /** An empty form. */
    static Unbound unbound(Class<? extends Record> type) {
        return new Unbound(type, "", QueryDict.empty());
    }

    /** A form that shows a record's values. */
    static Unbound unbound(Record initial) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (RecordComponent component : initial.getClass().getRecordComponents()) {
            values.put(component.getName(), BoundField.texts(Records.value(initial, component)));
        }
        return new Unbound(initial.getClass(), "", QueryDict.of(values));
    }

    /**
     * A form on a page: {@code {{ form }}} writes all fields, {@code {{ form.title }}} one, a loop
     * goes over them. Confined to the request's thread.
     */
    abstract sealed class Shown implements HasMembers, HasMarkup, Iterable<BoundField>
            permits Invalid, Unbound, OfFields {
        private final List<BoundField> fields;
        private final FormErrors errors;

        Shown(Class<? extends Record> type, String prefix, QueryDict data, FormErrors errors) {
            this(FormType.of(type).fields(), prefix, data, errors);
        }

        Shown(List<FormField> shown, String prefix, QueryDict data, FormErrors errors) {
            this.errors = errors;
            this.fields =
                    shown.stream()
                            .map(field -> new BoundField(field, prefix, data, errors))
                            .toList();
        }

        /** The errors by field; those of the whole form under the empty name. */
        public Map<String, List<String>> errors() {
            return errors.asMap();
        }

        /** The errors of the whole form. */
        public List<String> nonFieldErrors() {
            return errors.of(FormErrors.WHOLE_FORM);
        }

        /** Whether the form has a file field: it must then be sent as multipart/form-data. */
        public boolean isMultipart() {
            return fields.stream().anyMatch(BoundField::isFile);
        }

        /** A field by its component's name. */
        public BoundField field(String name) {
            return fields.stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("the form has no field " + name));
        }

        @Override
        public Iterator<BoundField> iterator() {
            return fields.iterator();
        }

        @Override
        public @Nullable Object member(String name) {
            for (BoundField field : fields) {
                if (field.name().equals(name)) {
                    return field;
                }
            }
            return switch (name) {
                case "errors" -> errors();
                case "non_field_errors" -> nonFieldErrors();
                case "is_multipart" -> isMultipart();
                case "hidden_fields" -> fields.stream().filter(BoundField::isHidden).toList();
                case "visible_fields" -> fields.stream().filter(f -> !f.isHidden()).toList();
                case "as_div" -> markup();
                default -> null;
            };
        }

        @Override
        public SafeString markup() {
            StringBuilder out = new StringBuilder();
            out.append(Html.errorList("", nonFieldErrors()));
            fields.forEach(field -> out.append(field.row()));
            return SafeString.of(out.toString());
        }

        @Override
        public String toString() {
            return getClass().getSimpleName() + errors;
        }
    }
}
