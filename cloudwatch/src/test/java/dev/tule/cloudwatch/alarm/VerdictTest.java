package dev.tule.cloudwatch.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.cloudwatch.alarm.Verdict.Missing;
import dev.tule.cloudwatch.alarm.Verdict.Terms;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * The tables of the CloudWatch User Guide, "How alarm state is evaluated when data is missing": the
 * evaluation range of five points, the latest on the right, breaching (X), not (0) or missing (-).
 */
class VerdictTest {
    private static final long MINUTE = 60;
    private static final long END = 600_000;

    @ParameterizedTest
    @CsvSource({
        "0 - X - X, OK,                OK,     OK,    OK",
        "0 - - - -, OK,                OK,     OK,    OK",
        "- - - - -, INSUFFICIENT_DATA, RETAIN, ALARM, OK",
        "0 X X - X, ALARM,             ALARM,  ALARM, ALARM",
        "- - X - -, ALARM,             RETAIN, ALARM, OK"
    })
    void threeOutOfThree(
            String range, String missing, String ignore, String breaching, String notBreaching) {
        assertThat(verdict(3, range, Missing.MISSING)).isEqualTo(missing);
        assertThat(verdict(3, range, Missing.IGNORE)).isEqualTo(ignore);
        assertThat(verdict(3, range, Missing.BREACHING)).isEqualTo(breaching);
        assertThat(verdict(3, range, Missing.NOT_BREACHING)).isEqualTo(notBreaching);
    }

    @ParameterizedTest
    @CsvSource({
        "0 - X - X, ALARM,  ALARM,  ALARM, ALARM",
        "0 0 X 0 X, ALARM,  ALARM,  ALARM, ALARM",
        "0 - X - -, OK,     OK,     ALARM, OK",
        "- - - - 0, OK,     OK,     ALARM, OK",
        "- - - X -, ALARM,  RETAIN, ALARM, OK"
    })
    void twoOutOfThree(
            String range, String missing, String ignore, String breaching, String notBreaching) {
        assertThat(verdict(2, range, Missing.MISSING)).isEqualTo(missing);
        assertThat(verdict(2, range, Missing.IGNORE)).isEqualTo(ignore);
        assertThat(verdict(2, range, Missing.BREACHING)).isEqualTo(breaching);
        assertThat(verdict(2, range, Missing.NOT_BREACHING)).isEqualTo(notBreaching);
    }

    @ParameterizedTest
    @CsvSource({"- - - - X, RETAIN", "- - - X X, RETAIN", "- - X X X, ALARM"})
    void noAlarmIsRaisedBeforeItsTime(String range, String state) {
        assertThat(verdict(3, range, Missing.MISSING)).isEqualTo(state);
    }

    private static String verdict(int datapoints, String range, Missing missing) {
        NavigableMap<Long, Double> points = new TreeMap<>();
        String[] marks = range.split(" ", -1);
        for (int i = 0; i < marks.length; i++) {
            if (!marks[i].equals("-")) {
                points.put(END - (marks.length - i) * MINUTE, marks[i].equals("X") ? 9.0 : 1.0);
            }
        }
        Comparison above = new Comparison(ComparisonOperator.GREATER_THAN_THRESHOLD, 5);
        Terms terms = new Terms(datapoints, 3, missing, above);
        return Verdict.of(terms, points, END, MINUTE)
                .state()
                .map(StateValue::toString)
                .orElse("RETAIN");
    }
}
