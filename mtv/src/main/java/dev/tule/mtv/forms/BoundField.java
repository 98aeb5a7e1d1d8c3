package dev.tule.mtv.forms;

import dev.tule.mtv.QueryDict;
import dev.tule.mtv.template.HasMarkup;
import dev.tule.mtv.template.HasMembers;
import dev.tule.mtv.template.SafeString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field on a page: {@code {{ form.title }}} writes its control, {@code {{ form.title.errors }}}
 * and {@code {{ form.title.label_tag }}} what belongs to it. Screen readers are told of help and
 * errors.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/forms/api/#django.forms.BoundField">Django:
 *     BoundField</a>
 */
public final class BoundField implements HasMembers, HasMarkup {
    private final FormField field;
    private final String htmlName;
    private final List<String> values;
    private final List<String> errors;

    BoundField(FormField field, String prefix, QueryDict data, FormErrors errors) {
        this.field = field;
        this.htmlName = prefix + field.name();
        this.values = data.getList(htmlName);
        this.errors = errors.of(field.name());
    }

    /** The texts that a control shows a value by. */
    static List<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> list -> {
                List<String> all = new ArrayList<>();
                list.forEach(element -> all.addAll(texts(element)));
                yield all;
            }
            case Enum<?> constant -> List.of(constant.name());
            case BigDecimal number -> List.of(number.toPlainString());
            case Boolean b -> b ? List.of("on") : List.of();
            default -> List.of(value.toString());
        };
    }

    /** The record component's name. */
    public String name() {
        return field.name();
    }

    public String label() {
        return Binder.translated(field.label());
    }

    /** What was entered. */
    public String value() {
        return values.isEmpty() ? "" : values.getLast();
    }

    public List<String> errors() {
        return errors;
    }

    boolean isHidden() {
        return field.widget() == Widget.HIDDEN;
    }

    boolean isFile() {
        return field.widget() == Widget.FILE;
    }

    private String id() {
        return "id_" + htmlName;
    }

    private String help() {
        return field.help().isEmpty() ? "" : Binder.translated(field.help());
    }

    @Override
    public @Nullable Object member(String name) {
        return switch (name) {
            case "label" -> label();
            case "label_tag" -> SafeString.of(labelTag());
            case "value" -> value();
            case "errors" ->
                    errors.isEmpty()
                            ? List.of()
                            : SafeString.of(Html.errorList(id() + "_error", errors));
            case "help_text" -> help();
            case "html_name" -> htmlName;
            case "id_for_label" -> id();
            case "is_hidden" -> isHidden();
            case "name" -> name();
            case "required" -> field.required();
            case "multiple" -> field.multiple();
            case "widget_type" -> field.widget().name().toLowerCase(Locale.ROOT);
            case "options" -> options();
            default -> null;
        };
    }

    /**
     * What may be chosen, for templates that draw the control themselves.
     *
     * @param selected whether it is chosen
     */
    public record Option(String value, String label, boolean selected) {}

    private List<Option> options() {
        return field.choices().stream()
                .map(
                        choice ->
                                new Option(
                                        choice.value(),
                                        Binder.translated(choice.label()),
                                        values.contains(choice.value())))
                .toList();
    }

    /** The control alone. */
    @Override
    public SafeString markup() {
        return SafeString.of(
                switch (field.widget()) {
                    case TEXTAREA ->
                            "<textarea"
                                    + Html.attributes(attributes(true))
                                    + ">\n"
                                    + Html.escaped(value())
                                    + "</textarea>";
                    case SELECT -> select();
                    case RADIO -> radios();
                    case CHECKBOX -> input(value().isEmpty() ? Map.of() : Map.of("checked", ""));
                    // What was entered is not sent back: it would lie in caches and histories.
                    case PASSWORD -> input(Map.of());
                    case FILE -> file();
                    default -> input(value().isEmpty() ? Map.of() : Map.of("value", value()));
                });
    }

    private Map<String, String> attributes(boolean withId) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("name", htmlName);
        if (withId) {
            attributes.put("id", id());
        }
        attributes.putAll(field.attributes());
        boolean given = isFile() && !value().isEmpty();
        if (field.required() && !isHidden() && !given) {
            attributes.put("required", "");
        }
        if (field.multiple()) {
            attributes.put("multiple", "");
        }
        if (!errors.isEmpty()) {
            attributes.put("aria-invalid", "true");
        }
        String described =
                (help().isEmpty() ? "" : id() + "_helptext ")
                        + (errors.isEmpty() ? "" : id() + "_error");
        if (!described.isBlank()) {
            attributes.put("aria-describedby", described.strip());
        }
        return attributes;
    }

    private String input(Map<String, String> more) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("type", field.widget().inputType());
        attributes.putAll(attributes(true));
        attributes.putAll(more);
        return "<input" + Html.attributes(attributes) + ">";
    }

    /** The control, after the name of the file that is there, which can be taken out. */
    private String file() {
        if (value().isEmpty()) {
            return input(Map.of());
        }
        String clear = htmlName + "-clear";
        String box =
                "<input"
                        + Html.attributes(
                                Map.of("type", "checkbox", "name", clear, "id", "id_" + clear))
                        + "> <label for=\"id_"
                        + Html.escaped(clear)
                        + "\">"
                        + Html.escaped(Binder.translated("Clear"))
                        + "</label> ";
        return "<span class=\"current\">"
                + Html.escaped(value())
                + "</span> "
                + (field.required() ? "" : box)
                + input(Map.of());
    }

    private String select() {
        StringBuilder out =
                new StringBuilder("<select" + Html.attributes(attributes(true)) + ">\n");
        if (!field.multiple() && (!field.required() || values.isEmpty())) {
            out.append("<option value=\"\">---------</option>\n");
        }
        for (FormField.Choice choice : field.choices()) {
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("value", choice.value());
            if (values.contains(choice.value())) {
                attributes.put("selected", "");
            }
            out.append("<option").append(Html.attributes(attributes)).append('>');
            out.append(Html.escaped(Binder.translated(choice.label()))).append("</option>\n");
        }
        return out.append("</select>").toString();
    }

    private String radios() {
        StringBuilder out = new StringBuilder();
        int index = 0;
        for (FormField.Choice choice : field.choices()) {
            Map<String, String> attributes = new LinkedHashMap<>();
            String id = id() + "_" + index++;
            attributes.put("type", "radio");
            attributes.putAll(attributes(false));
            attributes.put("id", id);
            attributes.put("value", choice.value());
            if (values.contains(choice.value())) {
                attributes.put("checked", "");
            }
            out.append("<div><input").append(Html.attributes(attributes)).append("> <label for=\"");
            out.append(Html.escaped(id))
                    .append("\">")
                    .append(Html.escaped(Binder.translated(choice.label())));
            out.append("</label></div>\n");
        }
        return out.toString();
    }

    private String labelTag() {
        return "<label for=\"" + Html.escaped(id()) + "\">" + Html.escaped(label()) + ":</label>";
    }

    /** The field with label, help and errors, as {@code {{ form }}} writes it. */
    String row() {
        if (isHidden()) {
            return Html.errorList("", errors) + markup() + "\n";
        }
        boolean group = field.widget() == Widget.RADIO;
        StringBuilder out = new StringBuilder("<div>\n");
        out.append(group ? "<fieldset><legend>" + Html.escaped(label()) + ":</legend>" : labelTag())
                .append('\n');
        if (!help().isEmpty()) {
            out.append("<div class=\"helptext\" id=\"")
                    .append(Html.escaped(id()))
                    .append("_helptext\">");
            out.append(Html.escaped(help())).append("</div>\n");
        }
        out.append(Html.errorList(id() + "_error", errors)).append(markup());
        return out.append(group ? "</fieldset>" : "").append("\n</div>\n").toString();
    }

    @Override
    public String toString() {
        return htmlName;
    }
}
