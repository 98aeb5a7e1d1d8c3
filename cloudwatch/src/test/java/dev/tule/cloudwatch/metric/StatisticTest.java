package dev.tule.cloudwatch.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticTest {
    private static final Distribution ONE_TO_TEN = upTo(10);

    private static Distribution upTo(int greatest) {
        Map<Double, Double> counts = new HashMap<>();
        for (int i = 1; i <= greatest; i++) {
            counts.put((double) i, 1.0);
        }
        return Distribution.ofValues(counts);
    }

    private static OptionalDouble of(String name, Distribution measured) {
        return Statistic.named(name).orElseThrow().of(measured);
    }

    @ParameterizedTest
    @CsvSource({
        "SampleCount, 10",
        "Average, 5.5",
        "Sum, 55",
        "Minimum, 1",
        "Maximum, 10",
        "p0, 1",
        "p50, 5",
        "p90, 9",
        "p99.9, 10",
        "p100, 10",
        "tm90, 5",
        "tc90, 9",
        "ts90, 45",
        "IQM, 5.5",
        "TM(10%:90%), 5.5",
        "TM(3:7), 5.5",
        "TC(:4), 4",
        "TS(8:), 19",
        "WM(20%:80%), 5.3",
        "wm80, 5.2",
        "PR(:4), 40",
        "PR(2:4), 20",
    })
    void statisticsOfOneToTen(String name, double value) {
        assertThat(of(name, ONE_TO_TEN)).hasValueCloseTo(value, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "average",
                "p",
                "p101",
                "p-1",
                "TM",
                "TM()",
                "TM(:)",
                "TM(5%:3)",
                "TM(9:1)",
                "PR(1%:2%)",
                "TM(0%:101%)"
            })
    void othersAreNone(String name) {
        assertThat(Statistic.named(name)).isEmpty();
    }

    @Test
    void aStatisticSetHasNoPercentilesUnlessAllItsSamplesAreEqual() {
        Distribution set = Distribution.ofSet(3, 9, 1, 5);

        assertThat(of("p50", set)).isEmpty();
        assertThat(of("Average", set)).hasValue(3);
        assertThat(of("p50", Distribution.ofSet(3, 6, 2, 2))).hasValue(2);
        assertThat(of("p50", set.plus(ONE_TO_TEN))).isEmpty();
    }

    @Test
    void manyDifferentValuesAreRoundedButTheirSumIsNot() {
        Distribution many = Distribution.ofValue(1);
        for (int i = 2; i <= 10_000; i++) {
            many = many.plus(Distribution.ofValue(i));
        }

        assertThat(many.samples()).hasSizeLessThanOrEqualTo(Distribution.MOST_VALUES);
        assertThat(many.sum()).isEqualTo(50_005_000);
        assertThat(many.minimum()).isEqualTo(1);
        assertThat(many.maximum()).isEqualTo(10_000);
        assertThat(of("p50", many).orElseThrow()).isCloseTo(5_000, within(400.0));
        assertThat(of("p99", many).orElseThrow()).isCloseTo(9_900, within(800.0));
    }

    @Test
    void negativeSamplesStayNegative() {
        Distribution mixed =
                Distribution.ofValue(-5)
                        .plus(Distribution.ofValue(0))
                        .plus(Distribution.ofValue(5));

        assertThat(of("p10", mixed)).hasValue(-5);
        assertThat(of("Minimum", mixed)).hasValue(-5);
        assertThat(of("Sum", mixed)).hasValue(0);
    }
}
