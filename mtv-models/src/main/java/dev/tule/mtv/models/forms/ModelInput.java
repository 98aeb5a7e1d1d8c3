package dev.tule.mtv.models.forms;

import dev.tule.mtv.Active;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.forms.Form;
import dev.tule.mtv.forms.FormErrors;
import dev.tule.mtv.forms.FormField;
import dev.tule.mtv.forms.Widget;
import dev.tule.mtv.i18n.Translations;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.FileField;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.upload.UploadedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model's field in a form: how it is shown, and what is made of what is sent.
 *
 * @param field the model's
 * @param base how it is shown, but for what may be chosen
 * @param among what may be chosen; null where nothing is
 * @param keys whether a relation shows keys as a text, and no choices
 */
record ModelInput(
        ModelField field, FormField base, @Nullable QuerySet<? extends Model> among, boolean keys) {
    /** More objects than anybody chooses from by eye; the admin has a search for that. */
    private static final int MAX_CHOICES = 1000;

    private static final Pattern COMMA = Pattern.compile(",");
    private static final String NO_CHOICE =
            "Select a valid choice. That choice is not one of the available choices.";
    private static final String REQUIRED = "This field is required.";

    static ModelInput of(ModelField field) {
        // A key that the database doesn't give is given by people.
        if (field.generated() || (field.isToMany() && field.joinTable() == null)) {
            throw new FieldError("a form can't have the field '" + field.name() + "'");
        }
        Class<?> declared = field.type();
        boolean required = !field.nullable() && declared != boolean.class;
        if (field.isRelation()) {
            FormField base =
                    FormField.of(
                            field.name(), field.label(), String.class, required, field.declared());
            return new ModelInput(field, base, QuerySet.of(related(field)), false);
        }
        Class<?> shown = declared == Instant.class ? LocalDateTime.class : declared;
        if (isFile(field)) {
            return new ModelInput(field, file(field, required), null, false);
        }
        FormField base =
                FormField.of(field.name(), field.label(), shown, required, field.declared());
        if (shown == LocalDateTime.class || shown == LocalTime.class) {
            // Browsers refuse seconds otherwise.
            base = base.with("step", "1");
        }
        if (declared == String.class) {
            base =
                    field.length() == 0
                            ? base.shownAs(Widget.TEXTAREA)
                            : base.with("maxlength", Integer.toString(field.length()));
        }
        return new ModelInput(field, base, null, false);
    }

    private static FormField file(ModelField field, boolean required) {
        if (field.type() != String.class) {
            throw new FieldError("'" + field.name() + "' is no String, so no FileField");
        }
        return FormField.of(
                field.name(), field.label(), UploadedFile.class, required, field.declared());
    }

    private static boolean isFile(ModelField field) {
        return field.declared().isAnnotationPresent(FileField.class);
    }

    boolean isFile() {
        return isFile(field);
    }

    ModelInput choosing(QuerySet<? extends Model> fewer) {
        return new ModelInput(field, base, fewer, keys);
    }

    ModelInput asKeys() {
        if (among == null) {
            throw new FieldError("'" + field.name() + "' is no relation, and has no keys");
        }
        return new ModelInput(field, base.shownAs(Widget.TEXT), among, true);
    }

    ModelInput shownAs(UnaryOperator<FormField> as) {
        return new ModelInput(field, as.apply(base), among, keys);
    }

    private static Class<? extends Model> related(ModelField field) {
        return field.type().asSubclass(Model.class);
    }

    /** As it is shown now: what may be chosen is asked of the database. */
    FormField shown() {
        if (among == null || keys) {
            return base;
        }
        List<FormField.Choice> choices = new ArrayList<>();
        for (Model each : among.all().range(0, MAX_CHOICES)) {
            choices.add(new FormField.Choice(String.valueOf(each.pk()), each.toString()));
        }
        FormField shown = base.choosing(choices, field.isToMany());
        return base.widget() == Widget.RADIO ? shown.shownAs(Widget.RADIO) : shown;
    }

    /** Whether what was sent differs from what an object's form shows. */
    boolean hasChanged(Request sent, String prefix, Model object) {
        if (isFile()) {
            return sent.files().containsKey(prefix + field.name()) || isCleared(sent, prefix);
        }
        return !lines(sent.post().getList(prefix + field.name())).equals(lines(texts(object)));
    }

    private boolean isCleared(Request sent, String prefix) {
        return field.nullable() && sent.post().contains(prefix + field.name() + "-clear");
    }

    /** As browsers send texts: with the line ends of HTTP. Nothing is sent for what is empty. */
    private static Set<String> lines(List<String> texts) {
        Set<String> all = new LinkedHashSet<>();
        for (String each : texts) {
            all.add(each.replace("\r\n", "\n").strip());
        }
        all.remove("");
        return all;
    }

    List<String> texts(Model object) {
        Object value = object.get(field.name());
        if (value instanceof Instant moment) {
            LocalDateTime local = LocalDateTime.ofInstant(moment, Active.current().zone());
            return List.of(local.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        if (value instanceof LocalDateTime local) {
            return List.of(local.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        if (value instanceof LocalTime time) {
            return List.of(time.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        if (value instanceof Model other) {
            return List.of(String.valueOf(other.pk()));
        }
        if (value instanceof List<?> several) {
            List<String> all =
                    object.pk() == null
                            ? List.of()
                            : several.stream()
                                    .map(each -> String.valueOf(((Model) each).pk()))
                                    .toList();
            return keys ? List.of(String.join(", ", all)) : all;
        }
        return Form.OfFields.texts(value);
    }

    /** The value for the model's field; null, and errors noted, where it is none. */
    @Nullable Object value(Request sent, String prefix, Model object, FormErrors errors) {
        if (isFile()) {
            boolean needed = texts(object).stream().allMatch(String::isEmpty);
            return needed || hasChanged(sent, prefix, object)
                    ? Form.OfFields.bind(field.model(), base, prefix, sent, errors)
                    : null;
        }
        if (among != null) {
            List<String> given = sent.post().getList(prefix + field.name());
            return chosen(among, keys ? parted(given) : given, errors);
        }
        Object value = Form.OfFields.bind(field.model(), base, prefix, sent, errors);
        if (value instanceof LocalDateTime local && field.type() == Instant.class) {
            return local.atZone(Active.current().zone()).toInstant();
        }
        if (value instanceof String text && field.length() > 0 && text.length() > field.length()) {
            errors.add(
                    field.name(),
                    Translations.gettext("Ensure this value has at most %d characters.")
                            .formatted(field.length()));
        }
        boolean empty = "".equals(value) && field.nullable();
        return empty ? null : value;
    }

    /** What the object's field is set to: of an upload, the name under which it is kept now. */
    @Nullable Object kept(@Nullable Object value) {
        if (!(value instanceof UploadedFile upload)) {
            return value;
        }
        String folder =
                Objects.requireNonNull(field.declared().getAnnotation(FileField.class)).uploadTo();
        try {
            return Project.current().storage().save(folder, upload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> parted(List<String> given) {
        return given.stream()
                .flatMap(each -> field.isToMany() ? COMMA.splitAsStream(each) : Stream.of(each))
                .map(String::strip)
                .toList();
    }

    private @Nullable Object chosen(
            QuerySet<? extends Model> from, List<String> keys, FormErrors errors) {
        Set<String> wanted = new LinkedHashSet<>(keys);
        wanted.remove("");
        List<Model> found = new ArrayList<>();
        for (String key : wanted) {
            Optional<? extends Model> one = find(from, key);
            if (one.isEmpty()) {
                errors.add(field.name(), Translations.gettext(NO_CHOICE));
                return null;
            }
            found.add(one.get());
        }
        if (field.isToMany()) {
            return found;
        }
        if (found.isEmpty() && base.required()) {
            errors.add(field.name(), Translations.gettext(REQUIRED));
        }
        return found.isEmpty() ? null : Objects.requireNonNull(found.getLast());
    }

    private static Optional<? extends Model> find(QuerySet<? extends Model> from, String key) {
        try {
            return from.find("pk", key);
        } catch (FieldError notAKey) {
            return Optional.empty();
        }
    }
}
