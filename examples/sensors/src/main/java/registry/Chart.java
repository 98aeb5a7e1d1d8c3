package registry;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A line through readings, for an SVG of 600 by 200.
 *
 * @param points as a polyline takes them; empty where there are fewer than two readings
 * @param lowest the least value
 * @param highest the greatest value
 */
public record Chart(String points, double lowest, double highest) {
    private static final double WIDTH = 600;
    private static final double HEIGHT = 200;

    static Chart of(List<Reading> readings) {
        if (readings.size() < 2) {
            return new Chart("", 0, 0);
        }
        double lowest = readings.stream().mapToDouble(each -> each.value).min().orElse(0);
        double highest = readings.stream().mapToDouble(each -> each.value).max().orElse(0);
        Instant last = readings.getFirst().at;
        Instant first = readings.getLast().at;
        double seconds = Math.max(1, last.getEpochSecond() - first.getEpochSecond());
        double range = Math.max(0.001, highest - lowest);
        String points =
                readings.stream()
                        .map(
                                each ->
                                        point(
                                                (each.at.getEpochSecond() - first.getEpochSecond())
                                                        / seconds,
                                                (each.value - lowest) / range))
                        .collect(Collectors.joining(" "));
        return new Chart(points, lowest, highest);
    }

    private static String point(double right, double up) {
        return String.format(Locale.ROOT, "%.1f,%.1f", right * WIDTH, HEIGHT - up * HEIGHT);
    }
}
