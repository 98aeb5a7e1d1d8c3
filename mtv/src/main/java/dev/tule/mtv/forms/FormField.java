package dev.tule.mtv.forms;

import dev.tule.mtv.ChoiceLabel;
import dev.tule.mtv.upload.UploadedFile;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field as its record declares it.
 *
 * @param name the component's name
 * @param label what stands beside it, not yet translated
 * @param help a hint, not yet translated; empty for none
 * @param type the value's type; of a list, its elements'
 * @param multiple whether it is a list
 * @param widget never AUTOMATIC
 * @param required whether it must be filled in
 * @param attributes of the HTML element, from the constraints
 * @param given what may be chosen, where the type doesn't say it
 */
public record FormField(
        String name,
        String label,
        String help,
        Class<?> type,
        boolean multiple,
        Widget widget,
        boolean required,
        Map<String, String> attributes,
        List<Choice> given) {

    static FormField of(RecordComponent component) {
        Field field = component.getAnnotation(Field.class);
        boolean multiple = component.getType() == List.class;
        Class<?> type = multiple ? elementType(component.getGenericType()) : component.getType();
        String label =
                field == null || field.label().isEmpty()
                        ? words(component.getName())
                        : field.label();
        Widget chosen = field == null ? Widget.AUTOMATIC : field.widget();
        // Constraints may stand on the component, or as their own targets say on the accessor.
        List<AnnotatedElement> where = List.of(component, component.getAccessor());
        Widget widget = chosen == Widget.AUTOMATIC ? widget(where, type) : chosen;
        boolean required =
                (type.isPrimitive() && type != boolean.class)
                        || has(where, NotNull.class)
                        || has(where, NotBlank.class)
                        || has(where, NotEmpty.class);
        Map<String, String> attributes = attributes(where, type);
        if (field != null && !field.autocomplete().isEmpty()) {
            attributes.put("autocomplete", field.autocomplete());
        }
        return new FormField(
                component.getName(),
                label,
                field == null ? "" : field.help(),
                type,
                multiple,
                widget,
                required,
                attributes,
                List.of());
    }

    /**
     * A field that something else than a record's component declares, such as a model's field.
     *
     * @param declared where its constraints stand
     */
    public static FormField of(
            String name, String label, Class<?> type, boolean required, AnnotatedElement declared) {
        if (!Conversion.isPossible(type) && type != UploadedFile.class) {
            throw new IllegalArgumentException(
                    "a form can't have a field of type " + type.getSimpleName() + ": " + name);
        }
        List<AnnotatedElement> where = List.of(declared);
        return new FormField(
                name,
                label,
                "",
                type,
                false,
                widget(where, type),
                required,
                attributes(where, type),
                List.of());
    }

    /** The same, of values that are chosen among these. */
    public FormField choosing(List<Choice> choices, boolean several) {
        return new FormField(
                name, label, help, type, several, Widget.SELECT, required, Map.of(), choices);
    }

    /** The same with an attribute of the HTML element more; one that is there stays. */
    public FormField with(String attribute, String value) {
        Map<String, String> all = new LinkedHashMap<>(attributes);
        all.putIfAbsent(attribute, value);
        return new FormField(name, label, help, type, multiple, widget, required, all, given);
    }

    /** The same with another control. */
    public FormField shownAs(Widget other) {
        return new FormField(name, label, help, type, multiple, other, required, attributes, given);
    }

    /** The same with another label and hint, not yet translated. */
    public FormField labelled(String newLabel, String newHelp) {
        return new FormField(
                name, newLabel, newHelp, type, multiple, widget, required, attributes, given);
    }

    private static Class<?> elementType(Type list) {
        if (list instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> element) {
            return element;
        }
        throw new IllegalArgumentException("a form's list must name its elements' class");
    }

    private static <A extends Annotation> Optional<A> constraint(
            List<AnnotatedElement> where, Class<A> type) {
        return where.stream()
                .flatMap(each -> Optional.ofNullable(each.getAnnotation(type)).stream())
                .findFirst();
    }

    private static boolean has(List<AnnotatedElement> where, Class<? extends Annotation> type) {
        return constraint(where, type).isPresent();
    }

    private static Widget widget(List<AnnotatedElement> where, Class<?> type) {
        if (type.isEnum()) {
            return Widget.SELECT;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Widget.CHECKBOX;
        }
        if (type == LocalDate.class) {
            return Widget.DATE;
        }
        if (type == LocalDateTime.class) {
            return Widget.DATETIME;
        }
        if (type == LocalTime.class) {
            return Widget.TIME;
        }
        if (type == UploadedFile.class) {
            return Widget.FILE;
        }
        if (Conversion.isNumber(type)) {
            return Widget.NUMBER;
        }
        return has(where, Email.class) ? Widget.EMAIL : Widget.TEXT;
    }

    private static Map<String, String> attributes(List<AnnotatedElement> where, Class<?> type) {
        Map<String, String> attributes = new LinkedHashMap<>();
        constraint(where, Size.class)
                .ifPresent(
                        size -> {
                            if (size.max() < Integer.MAX_VALUE && type == String.class) {
                                attributes.put("maxlength", Integer.toString(size.max()));
                            }
                            if (size.min() > 0 && type == String.class) {
                                attributes.put("minlength", Integer.toString(size.min()));
                            }
                        });
        constraint(where, Min.class)
                .ifPresent(min -> attributes.put("min", Long.toString(min.value())));
        constraint(where, Max.class)
                .ifPresent(max -> attributes.put("max", Long.toString(max.value())));
        constraint(where, DecimalMin.class).ifPresent(min -> attributes.put("min", min.value()));
        constraint(where, DecimalMax.class).ifPresent(max -> attributes.put("max", max.value()));
        boolean whole = Conversion.isWhole(type);
        if (has(where, Positive.class) && whole) {
            attributes.put("min", "1");
        } else if (has(where, Positive.class) || has(where, PositiveOrZero.class)) {
            attributes.put("min", "0");
        }
        if (Conversion.isNumber(type) && !whole) {
            String step =
                    constraint(where, Digits.class)
                            .map(
                                    digits ->
                                            BigDecimal.ONE
                                                    .scaleByPowerOfTen(-digits.fraction())
                                                    .toPlainString())
                            .orElse("any");
            attributes.put("step", step);
        }
        return attributes;
    }

    /** {@code pagesRead} becomes {@code Pages read}. */
    static String words(String name) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (i > 0 && Character.isUpperCase(c)) {
                words.append(' ').append(Character.toLowerCase(c));
            } else {
                words.append(i == 0 ? Character.toUpperCase(c) : c);
            }
        }
        return words.toString();
    }

    /** What may be chosen: values and labels of an enum. */
    public List<Choice> choices() {
        if (!given.isEmpty()) {
            return given;
        }
        List<Choice> choices = new ArrayList<>();
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants == null ? new Object[0] : constants) {
            if (constant instanceof Enum<?> each) {
                choices.add(new Choice(each.name(), ChoiceLabel.of(each)));
            }
        }
        return choices;
    }

    /** One of several values. */
    public record Choice(String value, String label) {}

    /** The value that a field left empty has; null where it has none. */
    @Nullable Object empty() {
        if (multiple) {
            return List.of();
        }
        return type == boolean.class || type == Boolean.class
                ? (Object) false
                : type == String.class ? "" : null;
    }
}
