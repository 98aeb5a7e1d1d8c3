package dev.tule.mtv.forms;

import dev.tule.mtv.BadRequest;
import dev.tule.mtv.QueryDict;
import dev.tule.mtv.Request;
import dev.tule.mtv.i18n.Translations;
import dev.tule.mtv.template.HasMarkup;
import dev.tule.mtv.template.HasMembers;
import dev.tule.mtv.template.SafeString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several forms of one kind on a page. Forms that were left empty are passed over; those marked to
 * be deleted too.
 *
 * @param <T> the forms' record
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/forms/formsets/">Django: formsets</a>
 */
public final class FormSet<T extends Record> implements HasMembers, HasMarkup {
    private static final int MAX_FORMS = 1000;

    private final String prefix;
    private final List<T> data;
    private final List<Form.Shown> forms;
    private final int total;
    private final boolean valid;
    private final List<String> errors;

    private FormSet(
            String prefix,
            List<T> data,
            List<Form.Shown> forms,
            int total,
            boolean valid,
            List<String> errors) {
        this.prefix = prefix;
        this.total = total;
        this.data = List.copyOf(data);
        this.forms = List.copyOf(forms);
        this.valid = valid;
        this.errors = List.copyOf(errors);
    }

    /** Empty forms to be filled in. */
    public static <T extends Record> FormSet<T> unbound(Class<T> type, String prefix, int count) {
        List<Form.Shown> forms = new ArrayList<>();
        for (int i = 0; i < Math.min(count, MAX_FORMS); i++) {
            forms.add(new Form.Unbound(type, prefix + "-" + i + "-", QueryDict.empty()));
        }
        return new FormSet<>(prefix, List.of(), forms, forms.size(), false, List.of());
    }

    /**
     * Binds what a request's forms sent.
     *
     * @throws BadRequest where the number of forms is missing, or above 1000
     */
    public static <T extends Record> FormSet<T> bind(
            Request request, Class<T> type, String prefix) {
        QueryDict sent = request.post();
        String total = sent.get(prefix + "-TOTAL_FORMS", "");
        if (!total.matches("[0-9]{1,4}") || Integer.parseInt(total) > MAX_FORMS) {
            throw new BadRequest("a formset without a proper number of forms");
        }
        List<T> data = new ArrayList<>();
        List<Form.Shown> forms = new ArrayList<>();
        boolean valid = true;
        for (int i = 0; i < Integer.parseInt(total); i++) {
            String each = prefix + "-" + i + "-";
            boolean filled =
                    sent.names().stream()
                                    .anyMatch(
                                            name ->
                                                    name.startsWith(each)
                                                            && !sent.get(name, "").isBlank())
                            || request.files().keySet().stream()
                                    .anyMatch(name -> name.startsWith(each));
            if (!filled || sent.contains(each + "DELETE")) {
                continue;
            }
            switch (Form.bind(request, type, each)) {
                case Form.Valid<T>(T record) -> {
                    data.add(record);
                    forms.add(new Form.Unbound(type, each, sent));
                }
                case Form.Invalid<T> form -> {
                    forms.add(form);
                    valid = false;
                }
            }
        }
        return new FormSet<>(prefix, data, forms, Integer.parseInt(total), valid, List.of());
    }

    /**
     * The same, valid only where so many forms were filled in: Django's {@code validate_min} and
     * {@code validate_max}.
     */
    public FormSet<T> between(int least, int most) {
        List<String> wrong = new ArrayList<>(errors);
        if (forms.size() < least) {
            wrong.add(
                    Translations.ngettext(
                                    "Please submit at least %d form.",
                                    "Please submit at least %d forms.", least)
                            .formatted(least));
        }
        if (forms.size() > most) {
            wrong.add(
                    Translations.ngettext(
                                    "Please submit at most %d form.",
                                    "Please submit at most %d forms.", most)
                            .formatted(most));
        }
        return new FormSet<>(prefix, data, forms, total, valid && wrong.isEmpty(), wrong);
    }

    public boolean isValid() {
        return valid;
    }

    /** What is wrong with all of them together. */
    public List<String> errors() {
        return errors;
    }

    /** The records of the forms that are valid, in order. */
    public List<T> data() {
        return data;
    }

    /** The forms as pages show them. */
    public List<Form.Shown> forms() {
        return forms;
    }

    @Override
    public @Nullable Object member(String name) {
        return switch (name) {
            case "forms" -> forms;
            case "non_form_errors" -> errors;
            case "management_form" -> management();
            default -> null;
        };
    }

    private SafeString management() {
        return SafeString.format(
                "<input type=\"hidden\" name=\"{}-TOTAL_FORMS\" value=\"{}\">\n", prefix, total);
    }

    @Override
    public SafeString markup() {
        StringBuilder out = new StringBuilder(management().text());
        errors.forEach(
                each ->
                        out.append(
                                SafeString.format("<p class=\"errorlist\">{}</p>\n", each).text()));
        forms.forEach(form -> out.append(form.markup()));
        return SafeString.of(out.toString());
    }
}
