package dev.tule.mtv.admin;

import dev.tule.mtv.Active;
import dev.tule.mtv.ChoiceLabel;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.template.HasMarkup;
import dev.tule.mtv.template.SafeString;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value on a page that nobody changes there.
 *
 * @param label what it is
 * @param kind how the template writes it: empty, gap, yes, no, number, choice, date, moment, time,
 *     markup, text
 * @param value what is written
 * @param url of the object that it is; empty where it is none, or nobody may see it
 */
record Shown(String label, String kind, Object value, String url) {
    private static final int MOST_TEXT = 300;

    static Shown of(String label, @Nullable Object value, AdminPages pages) {
        return switch (value) {
            case null -> new Shown(label, "empty", "", "");
            case Boolean b -> new Shown(label, b ? "yes" : "no", "", "");
            case BigDecimal number -> new Shown(label, "number", number.toPlainString(), "");
            case Number number -> new Shown(label, "number", number.toString(), "");
            case Enum<?> choice -> new Shown(label, "choice", ChoiceLabel.of(choice), "");
            case LocalDate date -> new Shown(label, "date", date, "");
            case LocalDateTime time -> new Shown(label, "moment", time, "");
            case Instant moment -> new Shown(label, "moment", moment, "");
            case LocalTime time -> new Shown(label, "time", time, "");
            case SafeString markup -> new Shown(label, "markup", markup, "");
            case HasMarkup markup -> new Shown(label, "markup", markup.markup(), "");
            case Model other -> new Shown(label, "text", Words.name(other), pages.seen(other));
            case Optional<?> perhaps -> of(label, perhaps.orElse(null), pages);
            default -> text(label, text(value));
        };
    }

    /** The same in a column of numbers, where nothing stands at the right, too. */
    Shown amongNumbers() {
        return kind.equals("empty") ? new Shown(label, "gap", value, url) : this;
    }

    private static Shown text(String label, String text) {
        return text.isEmpty()
                ? new Shown(label, "empty", "", "")
                : new Shown(label, "text", Words.cut(text, MOST_TEXT), "");
    }

    private static String text(Object value) {
        return value instanceof Collection<?> several
                ? several.stream().map(Shown::text).collect(Collectors.joining(", "))
                : value instanceof Model object ? Words.name(object) : value.toString();
    }

    /** As exports have it: numbers and booleans as they are, everything else as text. */
    static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Boolean b -> b;
            case Number number -> number;
            case Enum<?> choice -> choice.name();
            case Instant moment -> {
                ZoneId zone = Active.current().zone();
                yield moment.atZone(zone).toOffsetDateTime().toString();
            }
            case SafeString markup -> markup.text();
            case Optional<?> perhaps -> plain(perhaps.orElse(null));
            default -> text(value);
        };
    }
}
