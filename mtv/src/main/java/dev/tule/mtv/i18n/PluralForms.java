package dev.tule.mtv.i18n;

import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Plural-Forms} of a catalogue: a C expression of {@code n} that tells which form to
 * take.
 *
 * @see <a href="https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html">GNU
 *     gettext: plural forms</a>
 */
final class PluralForms {
    private static final Pattern HEADER =
            Pattern.compile("nplurals\\s*=\\s*([0-9]{1,2})\\s*;\\s*plural\\s*=\\s*([^;]{1,1000})");
    private static final String[][] LEVELS = {
        {"||"}, {"&&"}, {"==", "!="}, {"<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/", "%"}
    };

    private final String text;
    private int at;
    private int depth;

    private PluralForms(String text) {
        this.text = text.replaceAll("\\s", "");
    }

    /** As English: one, or many. */
    static LongToIntFunction english() {
        return n -> n == 1 ? 0 : 1;
    }

    /**
     * Reads the header's value.
     *
     * @throws IllegalArgumentException where it is malformed
     */
    static LongToIntFunction parse(String header) {
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.find()) {
            throw new IllegalArgumentException("not plural forms: " + header);
        }
        int forms = Integer.parseInt(matcher.group(1));
        PluralForms parser = new PluralForms(matcher.group(2));
        LongUnaryOperator expression = parser.ternary();
        if (parser.at != parser.text.length()) {
            throw new IllegalArgumentException("not plural forms: " + header);
        }
        return n -> Math.clamp(expression.applyAsLong(n), 0, Math.max(0, forms - 1));
    }

    private LongUnaryOperator ternary() {
        if (++depth > 100) {
            throw new IllegalArgumentException("plural forms nested too deeply");
        }
        LongUnaryOperator condition = binary(0);
        if (!take("?")) {
            return condition;
        }
        LongUnaryOperator yes = ternary();
        if (!take(":")) {
            throw new IllegalArgumentException("a ? without its : in plural forms");
        }
        LongUnaryOperator no = ternary();
        return n -> condition.applyAsLong(n) != 0 ? yes.applyAsLong(n) : no.applyAsLong(n);
    }

    private LongUnaryOperator binary(int level) {
        if (level == LEVELS.length) {
            return unary();
        }
        LongUnaryOperator left = binary(level + 1);
        while (true) {
            String operator = operator(LEVELS[level]);
            if (operator.isEmpty()) {
                return left;
            }
            LongUnaryOperator before = left;
            LongUnaryOperator right = binary(level + 1);
            left = n -> apply(operator, before.applyAsLong(n), right.applyAsLong(n));
        }
    }

    private String operator(String[] candidates) {
        for (String candidate : candidates) {
            if (take(candidate)) {
                return candidate;
            }
        }
        return "";
    }

    private static long apply(String operator, long a, long b) {
        return switch (operator) {
            case "||" -> a != 0 || b != 0 ? 1 : 0;
            case "&&" -> a != 0 && b != 0 ? 1 : 0;
            case "==" -> a == b ? 1 : 0;
            case "!=" -> a != b ? 1 : 0;
            case "<=" -> a <= b ? 1 : 0;
            case ">=" -> a >= b ? 1 : 0;
            case "<" -> a < b ? 1 : 0;
            case ">" -> a > b ? 1 : 0;
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> b == 0 ? 0 : a / b;
            default -> b == 0 ? 0 : a % b;
        };
    }

    private LongUnaryOperator unary() {
        if (++depth > 100) {
            throw new IllegalArgumentException("plural forms nested too deeply");
        }
        if (take("!")) {
            LongUnaryOperator operand = unary();
            return n -> operand.applyAsLong(n) == 0 ? 1 : 0;
        }
        if (take("(")) {
            LongUnaryOperator inner = ternary();
            if (!take(")")) {
                throw new IllegalArgumentException("a ( without its ) in plural forms");
            }
            return inner;
        }
        if (take("n")) {
            return n -> n;
        }
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (start == at || at - start > 9) {
            throw new IllegalArgumentException("not plural forms");
        }
        long number = Long.parseLong(text.substring(start, at));
        return n -> number;
    }

    private boolean take(String token) {
        if (text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }
}
