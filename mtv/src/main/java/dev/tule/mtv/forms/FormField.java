package dev.tule.mtv.forms;

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
import java.util.Locale;
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
 */
record FormField(
        String name,
        String label,
        String help,
        Class<?> type,
        boolean multiple,
        Widget widget,
        boolean required,
        Map<String, String> attributes) {

    static FormField of(RecordComponent component) {
        Field field = component.getAnnotation(Field.class);
        boolean multiple = component.getType() == List.class;
        Class<?> type = multiple ? elementType(component.getGenericType()) : component.getType();
        String label =
                field == null || field.label().isEmpty()
                        ? words(component.getName())
                        : field.label();
        Widget chosen = field == null ? Widget.AUTOMATIC : field.widget();
        Widget widget = chosen == Widget.AUTOMATIC ? widget(component, type) : chosen;
        boolean required =
                (type.isPrimitive() && type != boolean.class)
                        || has(component, NotNull.class)
                        || has(component, NotBlank.class)
                        || has(component, NotEmpty.class);
        Map<String, String> attributes = attributes(component, type);
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
                attributes);
    }

    private static Class<?> elementType(Type list) {
        if (list instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> element) {
            return element;
        }
        throw new IllegalArgumentException("a form's list must name its elements' class");
    }

    /** Constraints may stand on the component, or as their own targets say on field or accessor. */
    private static <A extends Annotation> Optional<A> constraint(
            RecordComponent component, Class<A> type) {
        A onComponent = component.getAnnotation(type);
        return Optional.ofNullable(
                onComponent == null ? component.getAccessor().getAnnotation(type) : onComponent);
    }

    private static boolean has(RecordComponent component, Class<? extends Annotation> type) {
        return constraint(component, type).isPresent();
    }

    private static Widget widget(RecordComponent component, Class<?> type) {
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
        return has(component, Email.class) ? Widget.EMAIL : Widget.TEXT;
    }

    private static Map<String, String> attributes(RecordComponent component, Class<?> type) {
        Map<String, String> attributes = new LinkedHashMap<>();
        constraint(component, Size.class)
                .ifPresent(
                        size -> {
                            if (size.max() < Integer.MAX_VALUE && type == String.class) {
                                attributes.put("maxlength", Integer.toString(size.max()));
                            }
                            if (size.min() > 0 && type == String.class) {
                                attributes.put("minlength", Integer.toString(size.min()));
                            }
                        });
        constraint(component, Min.class)
                .ifPresent(min -> attributes.put("min", Long.toString(min.value())));
        constraint(component, Max.class)
                .ifPresent(max -> attributes.put("max", Long.toString(max.value())));
        constraint(component, DecimalMin.class)
                .ifPresent(min -> attributes.put("min", min.value()));
        constraint(component, DecimalMax.class)
                .ifPresent(max -> attributes.put("max", max.value()));
        boolean whole = Conversion.isWhole(type);
        if (has(component, Positive.class) && whole) {
            attributes.put("min", "1");
        } else if (has(component, Positive.class) || has(component, PositiveOrZero.class)) {
            attributes.put("min", "0");
        }
        if (Conversion.isNumber(type) && !whole) {
            String step =
                    constraint(component, Digits.class)
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
    List<Choice> choices() {
        List<Choice> choices = new ArrayList<>();
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants == null ? new Object[0] : constants) {
            if (constant instanceof Enum<?> each) {
                String own = each.toString();
                String label =
                        own.equals(each.name())
                                ? words(own.toLowerCase(Locale.ROOT).replace('_', ' '))
                                : own;
                choices.add(new Choice(each.name(), label));
            }
        }
        return choices;
    }

    /** One of several values. */
    record Choice(String value, String label) {}

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
