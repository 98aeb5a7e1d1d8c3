package dev.tule.dynamodb.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * DynamoDB's numbers (Developer Guide, "Data types: Number"): up to 38 significant digits, zero or
 * of a magnitude from 1E-130 to 9.99...E+125.
 */
public final class Numbers {
    private static final int MOST_DIGITS = 38;
    private static final int LEAST_EXPONENT = -130;
    private static final int GREATEST_EXPONENT = 125;

    /** Longer texts can't be numbers in range, whatever their zeros. */
    private static final int LONGEST_TEXT = 1_000;

    private static final byte NEGATIVE = 1;
    private static final byte ZERO = 2;
    private static final byte POSITIVE = 3;

    private Numbers() {}

    /**
     * The number of a text.
     *
     * @throws InvalidRequest when it is none, or out of range
     */
    public static BigDecimal parse(String text) {
        if (text.isEmpty()) {
            throw new InvalidRequest("The parameter cannot be converted to a numeric value");
        }
        if (text.length() > LONGEST_TEXT || !hasOnlyNumberCharacters(text)) {
            throw notNumeric(text);
        }
        try {
            return checked(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw notNumeric(text);
        }
    }

    private static InvalidRequest notNumeric(String text) {
        return new InvalidRequest(
                "The parameter cannot be converted to a numeric value: "
                        + text.substring(0, Math.min(text.length(), LONGEST_TEXT)));
    }

    private static boolean hasOnlyNumberCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // BigDecimal would take the digits of every script.
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The number without trailing zeros.
     *
     * @throws InvalidRequest when it is out of range
     */
    public static BigDecimal checked(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.signum() == 0) {
            return BigDecimal.ZERO;
        }
        long exponent = (long) stripped.precision() - stripped.scale() - 1;
        if (exponent > GREATEST_EXPONENT) {
            throw new InvalidRequest(
                    "Number overflow. Attempting to store a number with magnitude larger than"
                            + " supported range");
        }
        if (exponent < LEAST_EXPONENT) {
            throw new InvalidRequest(
                    "Number underflow. Attempting to store a number with magnitude smaller than"
                            + " supported range");
        }
        if (stripped.precision() > MOST_DIGITS) {
            throw new InvalidRequest(
                    "Attempting to store more than 38 significant digits in a Number");
        }
        return stripped;
    }

    /** The number as DynamoDB writes it: without exponent. */
    public static String format(BigDecimal number) {
        return number.toPlainString();
    }

    /** The bytes that DynamoDB counts for a number: one for two digits, and one more. */
    public static int sizeBytes(BigDecimal number) {
        if (number.signum() == 0) {
            return 1;
        }
        int sign = number.signum() < 0 ? 1 : 0;
        return 1 + (number.precision() + 1) / 2 + sign;
    }

    /**
     * The number as bytes whose unsigned order is the order of the numbers. Layout: sign (1
     * negative, 2 zero, 3 positive); exponent + 129; pairs of digits, each plus one. A negative
     * number has all but the sign inverted and ends with 0xFF, so that more digits sort lower.
     */
    public static byte[] ordered(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.signum() == 0) {
            return new byte[] {ZERO};
        }
        String digits = stripped.unscaledValue().abs().toString();
        int exponent = digits.length() - stripped.scale();
        int pairs = (digits.length() + 1) / 2;
        boolean negative = stripped.signum() < 0;
        byte[] bytes = new byte[2 + pairs + (negative ? 1 : 0)];
        bytes[0] = negative ? NEGATIVE : POSITIVE;
        bytes[1] = (byte) (exponent - LEAST_EXPONENT - 1);
        for (int pair = 0; pair < pairs; pair++) {
            int high = digits.charAt(2 * pair) - '0';
            int low = 2 * pair + 1 < digits.length() ? digits.charAt(2 * pair + 1) - '0' : 0;
            bytes[2 + pair] = (byte) (high * 10 + low + 1);
        }
        if (negative) {
            for (int i = 1; i < bytes.length; i++) {
                bytes[i] = (byte) ~bytes[i];
            }
        }
        return bytes;
    }

    /** The number that {@link #ordered} gave these bytes. */
    public static BigDecimal fromOrdered(byte[] ordered) {
        if (ordered[0] == ZERO) {
            return BigDecimal.ZERO;
        }
        boolean negative = ordered[0] == NEGATIVE;
        byte[] bytes = negative ? Arrays.copyOf(ordered, ordered.length - 1) : ordered.clone();
        if (negative) {
            for (int i = 1; i < bytes.length; i++) {
                bytes[i] = (byte) ~bytes[i];
            }
        }
        int exponent = (bytes[1] & 0xFF) + LEAST_EXPONENT + 1;
        StringBuilder digits = new StringBuilder(negative ? "-" : "");
        for (int i = 2; i < bytes.length; i++) {
            int pair = bytes[i] - 1;
            digits.append((char) ('0' + pair / 10)).append((char) ('0' + pair % 10));
        }
        int count = digits.length() - (negative ? 1 : 0);
        return new BigDecimal(new BigInteger(digits.toString()), count - exponent)
                .stripTrailingZeros();
    }
}
