package dev.tule.iam.policy;

import com.google.errorprone.annotations.Immutable;
import dev.tule.iam.policy.PolicyText.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a condition compares a request's value with a policy's (IAM User Guide, "IAM JSON policy
 * elements: Condition operators"). A value that isn't of the operator's type equals none.
 */
enum Operator {
    STRING_EQUALS("StringEquals", false, (value, policy) -> policy.plain().equals(value)),
    STRING_NOT_EQUALS("StringNotEquals", true, STRING_EQUALS.matches),
    STRING_EQUALS_IGNORE_CASE(
            "StringEqualsIgnoreCase",
            false,
            (value, policy) -> policy.plain().equalsIgnoreCase(value)),
    STRING_NOT_EQUALS_IGNORE_CASE(
            "StringNotEqualsIgnoreCase", true, STRING_EQUALS_IGNORE_CASE.matches),
    STRING_LIKE("StringLike", false, (value, policy) -> policy.pattern().matches(value)),
    STRING_NOT_LIKE("StringNotLike", true, STRING_LIKE.matches),
    NUMERIC_EQUALS("NumericEquals", false, numbers(order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, NUMERIC_EQUALS.matches),
    NUMERIC_LESS_THAN("NumericLessThan", false, numbers(order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, numbers(order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, numbers(order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, numbers(order -> order >= 0)),
    DATE_EQUALS("DateEquals", false, dates(order -> order == 0)),
    DATE_NOT_EQUALS("DateNotEquals", true, DATE_EQUALS.matches),
    DATE_LESS_THAN("DateLessThan", false, dates(order -> order < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, dates(order -> order <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", false, dates(order -> order > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, dates(order -> order >= 0)),
    BOOL("Bool", false, STRING_EQUALS_IGNORE_CASE.matches),
    BINARY_EQUALS("BinaryEquals", false, STRING_EQUALS.matches),
    IP_ADDRESS("IpAddress", false, (value, policy) -> AddressRange.holds(policy.plain(), value)),
    NOT_IP_ADDRESS("NotIpAddress", true, IP_ADDRESS.matches),
    ARN_LIKE("ArnLike", false, (value, policy) -> policy.pattern().matchesArn(value)),
    ARN_NOT_LIKE("ArnNotLike", true, ARN_LIKE.matches),
    ARN_EQUALS("ArnEquals", false, ARN_LIKE.matches),
    ARN_NOT_EQUALS("ArnNotEquals", true, ARN_LIKE.matches),

    /** Asks whether there is the key at all. */
    NULL("Null", false, STRING_EQUALS_IGNORE_CASE.matches);

    private static final Map<String, Operator> BY_NAME =
            Arrays.stream(values())
                    .collect(
                            Collectors.toMap(
                                    each -> each.word.toLowerCase(Locale.ROOT),
                                    Function.identity()));

    /** Compares a request's value with a policy's. */
    @Immutable
    @FunctionalInterface
    private interface Comparison {
        boolean holds(String value, Value policy);
    }

    /** Whether the result of comparing two is as it is to be. */
    @Immutable
    @FunctionalInterface
    private interface Order {
        boolean holds(int comparison);
    }

    private final String word;
    private final boolean negated;
    private final Comparison matches;

    Operator(String word, boolean negated, Comparison matches) {
        this.word = word;
        this.negated = negated;
        this.matches = matches;
    }

    static Optional<Operator> named(String word) {
        return Optional.ofNullable(BY_NAME.get(word.toLowerCase(Locale.ROOT)));
    }

    /** Whether it holds of what {@link #matches} none. */
    boolean isNegated() {
        return negated;
    }

    /** Whether a request's value is a policy's, whatever is made of that. */
    boolean matches(String value, Value policy) {
        return matches.holds(value, policy);
    }

    private static Comparison numbers(Order order) {
        return (value, policy) -> {
            Optional<BigDecimal> left = number(value);
            Optional<BigDecimal> right = number(policy.plain());
            return left.isPresent()
                    && right.isPresent()
                    && order.holds(left.get().compareTo(right.get()));
        };
    }

    private static Optional<BigDecimal> number(String text) {
        // Digits alone: an exponent would let comparing take for ever.
        return text.matches("[+-]?[0-9]{1,30}([.][0-9]{1,30})?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    private static Comparison dates(Order order) {
        return (value, policy) -> {
            Optional<Instant> left = date(value);
            Optional<Instant> right = date(policy.plain());
            return left.isPresent()
                    && right.isPresent()
                    && order.holds(left.get().compareTo(right.get()));
        };
    }

    /** ISO 8601, a day alone or with its time; or seconds since 1970. */
    private static Optional<Instant> date(String text) {
        try {
            if (text.matches("[0-9]{5,12}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            String whole = text.length() == "2026-01-01".length() ? text + "T00:00:00Z" : text;
            return Optional.of(OffsetDateTime.parse(whole).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
