package dev.tule.mtv.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Filters of numbers. */
final class NumberFilters {
    private static final String[] BYTE_UNITS = {"KB", "MB", "GB", "TB", "PB"};
    private static final int KIB = 1024;

    private NumberFilters() {}

    static Library library() {
        return new Library()
                .filter("add", (v, a, c) -> add(v, a))
                .filter("divisibleby", (v, a, c) -> divisible(v, a))
                .filter("filesizeformat", (v, a, c) -> fileSize(v, c.locale()))
                .filter("floatformat", (v, a, c) -> floatFormat(v, a, c.locale()))
                .filter("get_digit", (v, a, c) -> digit(v, a))
                .filter("pluralize", (v, a, c) -> pluralize(v, a));
    }

    private static @Nullable Object add(@Nullable Object value, @Nullable Object argument) {
        BigDecimal left = Values.number(value);
        BigDecimal right = Values.number(argument);
        if (left != null && right != null) {
            BigDecimal sum = left.add(right);
            return sum.scale() <= 0 ? (Object) sum.toBigInteger() : sum;
        }
        return value instanceof CharSequence && argument instanceof CharSequence
                ? value.toString() + argument
                : "";
    }

    private static boolean divisible(@Nullable Object value, @Nullable Object argument) {
        BigDecimal left = Values.number(value);
        BigDecimal right = Values.number(argument);
        return left != null
                && right != null
                && right.signum() != 0
                && left.remainder(right).signum() == 0;
    }

    private static String fileSize(@Nullable Object value, Locale locale) {
        BigDecimal number = Values.number(value);
        double bytes = number == null ? 0 : number.doubleValue();
        double size = Math.abs(bytes);
        String sign = bytes < 0 ? "-" : "";
        if (size < KIB) {
            long whole = (long) size;
            return sign + whole + "\u00A0byte" + (whole == 1 ? "" : "s");
        }
        int unit = -1;
        while (size >= KIB && unit + 1 < BYTE_UNITS.length) {
            size /= KIB;
            unit++;
        }
        return sign + String.format(locale, "%.1f", size) + "\u00A0" + BYTE_UNITS[unit];
    }

    /** Rounded half up to so many places; a negative number of them only where they aren't zero. */
    private static @Nullable Object floatFormat(
            @Nullable Object value, @Nullable Object argument, Locale locale) {
        BigDecimal number = Values.number(value);
        if (number == null) {
            return value == null ? null : "";
        }
        String wish = argument == null ? "-1" : Values.text(argument);
        boolean grouped = wish.endsWith("g") || wish.endsWith("gu");
        int places = Values.integer(wish.replaceAll("[gu]", ""), -1);
        if (Math.abs(places) > 200) {
            return "";
        }
        BigDecimal rounded = number.setScale(Math.abs(places), RoundingMode.HALF_UP);
        boolean whole = places < 0 && rounded.stripTrailingZeros().scale() <= 0;
        int shown = whole ? 0 : Math.abs(places);
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        if (!grouped && symbols.getZeroDigit() == '0') {
            // What lists of numbers ask for most, without making a format for each.
            return rounded.setScale(shown, RoundingMode.UNNECESSARY)
                    .toPlainString()
                    .replace('.', symbols.getDecimalSeparator());
        }
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setGroupingUsed(grouped);
        format.setMinimumFractionDigits(shown);
        format.setMaximumFractionDigits(shown);
        return format.format(rounded);
    }

    private static @Nullable Object digit(@Nullable Object value, @Nullable Object argument) {
        String digits = Values.text(value);
        int place = Values.integer(argument, 0);
        boolean known = place >= 1 && digits.chars().allMatch(Character::isDigit);
        if (!known) {
            return value;
        }
        return place > digits.length()
                ? "0"
                : digits.substring(digits.length() - place, digits.length() - place + 1);
    }

    private static String pluralize(@Nullable Object value, @Nullable Object argument) {
        String[] endings = (argument == null ? "s" : Values.text(argument)).split(",", -1);
        if (endings.length > 2) {
            return "";
        }
        String singular = endings.length == 2 ? endings[0] : "";
        BigDecimal number = Values.number(value);
        boolean one =
                number == null
                        ? value != null
                                && !(value instanceof CharSequence)
                                && Values.elements(value).size() == 1
                        : number.compareTo(BigDecimal.ONE) == 0;
        return one ? singular : endings[endings.length - 1];
    }
}
