package dev.tule.mtv;

import java.util.Locale;

/**
 * What people read instead of an enum's constant: in forms, lists, and in templates as {@code {{
 * sensor.get_kind_display }}} or {@code {{ sensor.kind.label }}}.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/fields/#enumeration-types">Django:
 *     enumeration types</a>
 */
public final class ChoiceLabel {

    private ChoiceLabel() {}

    /** {@code IN_PRINT} is {@code In print}, unless its {@code toString} says something else. */
    public static String of(Enum<?> constant) {
        String own = constant.toString();
        if (!own.equals(constant.name())) {
            return own;
        }
        return own.charAt(0) + own.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
