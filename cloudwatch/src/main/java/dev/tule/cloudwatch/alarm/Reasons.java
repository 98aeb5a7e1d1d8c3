package dev.tule.cloudwatch.alarm;

import dev.tule.cloudwatch.alarm.Verdict.Point;
import dev.tule.cloudwatch.alarm.Verdict.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Why an alarm is in its state, in CloudWatch's sentences. */
final class Reasons {
    static final String UNCHECKED = "Unchecked: Initial alarm creation";

    /** A reason has at most 1,023 characters, and its data 4,000. */
    private static final int MOST_LISTED = 10;

    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("dd/MM/yy HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("EEEE dd MMMM, yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Reasons() {}

    static String of(Terms terms, Verdict verdict, StateValue state) {
        if (state == StateValue.INSUFFICIENT_DATA) {
            return "Insufficient Data: %s unknown.".formatted(were(verdict.filled(), "datapoint"));
        }
        boolean alarm = state == StateValue.ALARM;
        List<Point> telling =
                verdict.evaluated().stream().filter(point -> point.breaching() == alarm).toList();
        if (telling.isEmpty()) {
            return "Threshold Crossed: no datapoints were received for %s and %s treated as [%s]."
                    .formatted(
                            count(verdict.filled(), "period"),
                            were(verdict.filled(), "missing datapoint"),
                            alarm ? "Breaching" : "NonBreaching");
        }
        int needed = alarm ? terms.datapoints() : terms.periods() - terms.datapoints() + 1;
        return "Threshold Crossed: %d out of the last %d datapoints [%s] %s%s %s (%s) (minimum %s for %s transition)."
                .formatted(
                        telling.size(),
                        terms.periods(),
                        listed(telling),
                        telling.size() == 1 ? "was" : "were",
                        alarm ? "" : " not",
                        terms.comparison().words(),
                        terms.comparison().threshold(),
                        count(needed, "datapoint"),
                        alarm ? "OK -> ALARM" : "ALARM -> OK");
    }

    private static String listed(List<Point> points) {
        String listed =
                points.stream()
                        .limit(MOST_LISTED)
                        .map(Reasons::point)
                        .collect(Collectors.joining(", "));
        return points.size() > MOST_LISTED ? listed + ", ..." : listed;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String were(int number, String noun) {
        return count(number, noun) + (number == 1 ? " was" : " were");
    }

    private static String point(Point point) {
        return point.value() + " (" + SHORT.format(Instant.ofEpochSecond(point.second())) + ")";
    }

    /** The reason's data. */
    static String data(Terms terms, Verdict verdict, long period, Instant now) {
        List<Point> points =
                verdict.evaluated().subList(0, Math.min(MOST_LISTED, verdict.evaluated().size()));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("version", "1.0");
        data.put("queryDate", now.toString());
        data.put("period", period);
        data.put(
                "recentDatapoints",
                points.reversed().stream()
                        .map(point -> BigDecimal.valueOf(point.value()))
                        .toList());
        data.put("threshold", BigDecimal.valueOf(terms.comparison().threshold()));
        List<Map<String, Object>> evaluated = new ArrayList<>();
        for (Point point : points) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("timestamp", Instant.ofEpochSecond(point.second()).toString());
            each.put("value", BigDecimal.valueOf(point.value()));
            evaluated.add(each);
        }
        data.put("evaluatedDatapoints", evaluated);
        return History.json(data);
    }

    /** Of a composite alarm, whose child has changed. */
    static String ofChild(Alarm child, Instant changed) {
        return "%s transitioned to %s at %s"
                .formatted(child.arn(), child.state(), LONG.format(changed));
    }
}
