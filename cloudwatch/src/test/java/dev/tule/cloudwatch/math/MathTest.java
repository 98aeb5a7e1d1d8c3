package dev.tule.cloudwatch.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.cloudwatch.math.Value.Many;
import dev.tule.cloudwatch.math.Value.Scalar;
import dev.tule.cloudwatch.math.Value.TimeSeries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MathTest {
    private static final Map<String, TimeSeries> METRICS = new LinkedHashMap<>();

    static {
        METRICS.put("m1", series(Map.of(0L, 1.0, 60L, 2.0, 180L, 4.0)));
        METRICS.put("m2", series(Map.of(0L, 10.0, 60L, 20.0, 120L, 30.0)));
    }

    private static TimeSeries series(Map<Long, Double> points) {
        return new TimeSeries(new TreeMap<>(points), 0, 240, 60, "");
    }

    private static Value of(String expression) {
        Evaluation evaluation =
                new Evaluation(
                        name ->
                                METRICS.containsKey(name)
                                        ? METRICS.get(name)
                                        : new Value.Text(name),
                        () -> METRICS);
        return evaluation.of(Parser.parse(expression));
    }

    @ParameterizedTest
    @CsvSource({
        "1 + 2 * 3, 7",
        "(1 + 2) * 3, 9",
        "2 ^ 3 ^ 2, 512",
        "-2 ^ 2, -4",
        "10 - 4 - 3, 3",
        "1 < 2 && 2 < 1 || 1, 1",
        "3 >= 3 AND 1 != 2, 1",
        "1e3 / 4, 250",
        "PERIOD(m1), 60",
        "SUM(m1), 7",
        "AVG(m2), 20",
        "MIN(m1) + MAX(m2), 31",
        "DATAPOINT_COUNT(m1), 3",
        "'METRIC_COUNT(METRICS())', 2",
        "'METRIC_COUNT(METRICS(\"m2\"))', 1",
        "'IF(1 > 2, 3, 4)', 4",
    })
    void numbers(String expression, double value) {
        assertThat(of(expression)).isEqualTo(new Scalar(value));
    }

    @ParameterizedTest
    @CsvSource({
        "m1 + m2, '{0=11.0, 60=22.0}'",
        "m1 * 2, '{0=2.0, 60=4.0, 180=8.0}'",
        "-m1, '{0=-1.0, 60=-2.0, 180=-4.0}'",
        "m1 / 0, '{}'",
        "'SUM([m1, m2])', '{0=11.0, 60=22.0, 120=30.0, 180=4.0}'",
        "SUM(METRICS()), '{0=11.0, 60=22.0, 120=30.0, 180=4.0}'",
        "'FILL(m1, 0)', '{0=1.0, 60=2.0, 120=0.0, 180=4.0}'",
        "'FILL(m1, REPEAT)', '{0=1.0, 60=2.0, 120=2.0, 180=4.0}'",
        "'FILL(m1, LINEAR)', '{0=1.0, 60=2.0, 120=3.0, 180=4.0}'",
        "'FILL(m1, m2)', '{0=1.0, 60=2.0, 120=30.0, 180=4.0}'",
        "RATE(m1), '{60=0.016666666666666666, 180=0.016666666666666666}'",
        "DIFF(m1), '{60=1.0, 180=2.0}'",
        "DIFF_TIME(m1), '{60=60.0, 180=120.0}'",
        "RUNNING_SUM(m1), '{0=1.0, 60=3.0, 180=7.0}'",
        "MINUTE(m1), '{0=0.0, 60=1.0, 180=3.0}'",
        "'IF(m1 > 1, m1, 0)', '{0=0.0, 60=2.0, 180=4.0}'",
        "'IF(m1 > 1, m2)', '{60=20.0}'",
        "'FIRST(SORT([m1, m2], MAX, DESC))', '{0=10.0, 60=20.0, 120=30.0}'",
        "'LAST(SORT(METRICS(), AVG, ASC, 1))', '{0=1.0, 60=2.0, 180=4.0}'",
    })
    void timeSeries(String expression, String points) {
        assertThat(of(expression))
                .isInstanceOfSatisfying(
                        TimeSeries.class,
                        series -> assertThat(series.points()).hasToString(points));
    }

    @Test
    void anArrayIsWorkedOutOneByOne() {
        assertThat(of("[m1, m2] * 10"))
                .isInstanceOfSatisfying(
                        Many.class,
                        many ->
                                assertThat(many.series())
                                        .extracting(series -> series.points().get(0L))
                                        .isEqualTo(List.of(10.0, 100.0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 +",
                "(1",
                "m1 m2",
                "1 $ 2",
                "SUM(m1",
                "[m1] + [m2]",
                "\"a\" + 1",
                "NOSUCH(m1)",
                "FILL(m1, UP)",
                "SUM()",
                "SORT(m1, MEDIAN, ASC)",
                "ANOMALY_DETECTION_BAND(m1)"
            })
    void whatIsWrongIsSaid(String expression) {
        assertThatThrownBy(() -> of(expression))
                .isInstanceOf(MathFault.class)
                .hasMessageEndingWith(".");
    }

    @Test
    void depthAndLengthAreLimited() {
        assertThatThrownBy(() -> of("(".repeat(100) + "1" + ")".repeat(100)))
                .hasMessage("The expression is nested too deeply.");
        assertThatThrownBy(() -> of("1" + "+1".repeat(2_000))).isInstanceOf(MathFault.class);
    }

    @Test
    void anyTextIsAValueOrAFault() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<String> parts =
                List.of(
                        "m1", "m2", "1", "2.5", "(", ")", "[", "]", ",", "+", "-", "*", "/", "^",
                        "<", "==", "&&", "OR", "SUM", "FILL", "IF", "SORT", "METRICS", "REPEAT",
                        "\"x\"", " ", "é", "'", "ASC", "SLICE");
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            try {
                assertThat(of(text.toString())).isNotNull();
            } catch (MathFault expected) {
                assertThat(expected).hasMessageEndingWith(".");
            } catch (RuntimeException other) {
                throw new AssertionError("seed " + seed + ": " + text, other);
            }
        }
    }
}
