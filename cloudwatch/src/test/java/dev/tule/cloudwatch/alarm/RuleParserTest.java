package dev.tule.cloudwatch.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

class RuleParserTest {
    private static final Map<String, StateValue> STATES =
            Map.of(
                    "on", StateValue.ALARM,
                    "off", StateValue.OK,
                    "dark", StateValue.INSUFFICIENT_DATA,
                    "two words", StateValue.ALARM);

    private static boolean holds(String rule) {
        return RuleParser.parse(rule).holds(name -> Objects.requireNonNull(STATES.get(name)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALARM(on) | true",
                "ALARM(off) | false",
                "OK(off) AND INSUFFICIENT_DATA(dark) | true",
                "NOT ALARM(on) OR TRUE | true",
                "NOT (ALARM(on) OR TRUE) | false",
                "TRUE OR TRUE AND FALSE | true",
                "(TRUE OR TRUE) AND FALSE | false",
                "ALARM(\"two words\") | true",
                "ALARM(arn:aws:cloudwatch:us-east-1:000000000000:alarm:on) | true"
            })
    void rulesHoldByTheStatesOfTheirAlarms(String rule, boolean holds) {
        assertThat(holds(rule)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALARM",
                "ALARM(",
                "ALARM()",
                "ALARM(a",
                "a",
                "TRUE FALSE",
                "AND",
                "(TRUE",
                "TRUE)",
                "ALARM(\"a)",
                "\"ALARM\"(a)",
                "NOT",
                ""
            })
    void whatIsNoRuleIsRefused(String text) {
        assertThatThrownBy(() -> RuleParser.parse(text))
                .isInstanceOf(InvalidParameterValueException.class);
    }

    @Test
    void depthElementsAndAlarmsAreLimited() {
        assertThatThrownBy(() -> RuleParser.parse("(".repeat(60) + "TRUE" + ")".repeat(60)))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> RuleParser.parse("NOT ".repeat(600) + "TRUE"))
                .hasMessageContaining("500 elements");
        StringBuilder many = new StringBuilder("TRUE");
        for (int i = 0; i < 101; i++) {
            many.append(" OR OK(a").append(i).append(')');
        }
        assertThatThrownBy(() -> RuleParser.parse(many.toString()))
                .hasMessageContaining("more than 100 alarms");
    }

    /** Whatever the text, it is a rule or refused as none. */
    @Test
    void anyTextIsReadOrRefused() {
        long seed = Long.getLong("tule.seed", System.nanoTime());
        Random random = new Random(seed);
        String[] words = {
            "ALARM",
            "OK",
            "(",
            ")",
            "\"",
            "AND",
            "OR",
            "NOT",
            "TRUE",
            "x",
            " ",
            "AT_LEAST",
            "\u00e4"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(words[random.nextInt(words.length)]);
                text.append(random.nextBoolean() ? " " : "");
            }
            try {
                assertThat(RuleParser.parse(text.toString()).names()).doesNotContainNull();
            } catch (AwsServiceException refused) {
                assertThat(refused.getMessage()).isNotNull();
            } catch (RuntimeException wrong) {
                throw new AssertionError("seed " + seed + ", rule " + text, wrong);
            }
        }
    }
}
