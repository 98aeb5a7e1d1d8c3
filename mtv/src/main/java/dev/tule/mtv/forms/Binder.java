package dev.tule.mtv.forms;

import dev.tule.mtv.Active;
import dev.tule.mtv.QueryDict;
import dev.tule.mtv.Records;
import dev.tule.mtv.i18n.Translations;
import dev.tule.mtv.upload.UploadedFile;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a record of what a form sent, or says what is wrong with it. */
final class Binder<T extends Record> {
    private static final String REQUIRED = "This field is required.";
    private static final Set<Class<? extends Annotation>> PRESENCE =
            Set.of(NotNull.class, NotBlank.class, NotEmpty.class);

    private final Class<T> type;
    private final String prefix;
    private final QueryDict data;
    private final Map<String, List<UploadedFile>> files;
    private final FormErrors errors = new FormErrors();

    Binder(Class<T> type, String prefix, QueryDict data, Map<String, List<UploadedFile>> files) {
        this.type = type;
        this.prefix = prefix;
        this.data = data;
        this.files = files;
    }

    Form<T> bind() {
        FormType form = FormType.of(type);
        List<@Nullable Object> values = new ArrayList<>();
        for (FormField field : form.fields()) {
            values.add(value(field));
        }
        if (errors.isEmpty()) {
            T record = whole(values);
            if (record != null && errors.isEmpty()) {
                return new Form.Valid<>(record);
            }
        }
        return new Form.Invalid<>(type, prefix, data, errors);
    }

    private @Nullable Object value(FormField field) {
        return value(type, field, prefix, data, files, errors);
    }

    /** A field's value from what was sent; null, and an error noted, where it is none. */
    static @Nullable Object value(
            Class<?> owner,
            FormField field,
            String prefix,
            QueryDict data,
            Map<String, List<UploadedFile>> files,
            FormErrors errors) {
        Object value;
        try {
            value =
                    field.type() == UploadedFile.class
                            ? file(field, prefix, files)
                            : text(field, prefix, data);
        } catch (Conversion.Failed e) {
            errors.add(field.name(), translated(e.message()));
            return null;
        }
        boolean absent = value == null || value.equals("") || value.equals(List.of());
        if (absent && field.required()) {
            errors.add(field.name(), translated(REQUIRED));
            return value;
        }
        Constraints.ofValue(owner, field.name(), value).stream()
                .map(Binder::message)
                .sorted(Comparator.naturalOrder())
                .forEach(message -> errors.add(field.name(), message));
        return value;
    }

    private static @Nullable Object file(
            FormField field, String prefix, Map<String, List<UploadedFile>> files) {
        List<UploadedFile> sent = files.getOrDefault(prefix + field.name(), List.of());
        if (field.multiple()) {
            return List.copyOf(sent);
        }
        return sent.isEmpty() ? null : sent.getLast();
    }

    private static @Nullable Object text(FormField field, String prefix, QueryDict data)
            throws Conversion.Failed {
        String name = prefix + field.name();
        if (field.multiple()) {
            List<Object> values = new ArrayList<>();
            for (String text : data.getList(name)) {
                values.add(Conversion.convert(field.type(), text.strip()));
            }
            return List.copyOf(values);
        }
        String sent = data.get(name, "");
        String text = field.widget() == Widget.PASSWORD ? sent : sent.strip();
        return text.isEmpty() ? field.empty() : Conversion.convert(field.type(), text);
    }

    /** Django's words for what is missing, the constraint's own for everything else. */
    private static String message(ConstraintViolation<?> violation) {
        Class<? extends Annotation> constraint =
                violation.getConstraintDescriptor().getAnnotation().annotationType();
        boolean ownWords = !violation.getMessageTemplate().startsWith("{jakarta.");
        return PRESENCE.contains(constraint) && !ownWords
                ? translated(REQUIRED)
                : violation.getMessage();
    }

    private @Nullable T whole(List<@Nullable Object> values) {
        T record;
        try {
            record = Records.make(type, values.toArray());
        } catch (IllegalArgumentException refused) {
            // The record's own constructor has a rule, and says it.
            errors.add(String.valueOf(refused.getMessage()));
            return null;
        }
        for (ConstraintViolation<T> violation : Constraints.of(record)) {
            String path = violation.getPropertyPath().toString();
            boolean ofField =
                    FormType.of(type).fields().stream().anyMatch(f -> f.name().equals(path));
            errors.add(ofField ? path : FormErrors.WHOLE_FORM, violation.getMessage());
        }
        if (errors.isEmpty() && record instanceof Cleaned rules) {
            rules.clean(errors);
        }
        return record;
    }

    static String translated(String message) {
        return Active.isBound() ? Translations.gettext(message) : message;
    }
}
