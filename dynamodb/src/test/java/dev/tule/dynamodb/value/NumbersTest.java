package dev.tule.dynamodb.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    private static final int CASES = 20_000;

    /** Numbers of all magnitudes and precisions, and many that are close to one another. */
    private static BigDecimal random(Random random) {
        BigInteger digits = new BigInteger(1 + random.nextInt(126), random);
        int scale = random.nextBoolean() ? random.nextInt(4) : random.nextInt(180) - 87;
        BigDecimal number = new BigDecimal(digits, scale);
        return random.nextBoolean() ? number : number.negate();
    }

    @Test
    void bytesHaveTheOrderOfTheNumbers() {
        long seed = 20261122;
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            BigDecimal one = random(random);
            BigDecimal two = random(random);
            assertThat(
                            Integer.signum(
                                    Arrays.compareUnsigned(
                                            Numbers.ordered(one), Numbers.ordered(two))))
                    .as("seed %d: %s and %s", seed, one, two)
                    .isEqualTo(one.compareTo(two));
        }
    }

    @Test
    void bytesGiveTheNumberBack() {
        long seed = 4711;
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            BigDecimal number = random(random);
            assertThat(Numbers.fromOrdered(Numbers.ordered(number)))
                    .as("seed %d", seed)
                    .isEqualByComparingTo(number);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1e125, true",
        "9.9999999999999999999999999999999999999e125, true",
        "1e126, false",
        "1e-130, true",
        "1e-131, false",
        "-1e125, true",
        "0e999, true",
        "1234567890123456789012345678901234567800000, true",
        "12345678901234567890123456789012345678, true",
        "123456789012345678901234567890123456789, false",
        "--1, false",
        "0x10, false",
        "1e99999999999, false",
    })
    void theRangeIsDynamoDbs(String text, boolean allowed) {
        boolean taken;
        try {
            BigDecimal number = Numbers.parse(text);
            assertThat(Numbers.fromOrdered(Numbers.ordered(number))).isEqualByComparingTo(number);
            taken = true;
        } catch (InvalidRequest e) {
            taken = false;
        }
        assertThat(taken).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"1.50, 1.5", "1e3, 1000", "-0.0, 0", "+5, 5", "1E-3, 0.001", "00012, 12"})
    void numbersAreWrittenPlainly(String text, String written) {
        assertThat(Numbers.format(Numbers.parse(text))).isEqualTo(written);
    }
}
