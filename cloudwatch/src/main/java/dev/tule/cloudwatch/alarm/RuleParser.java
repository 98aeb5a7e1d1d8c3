package dev.tule.cloudwatch.alarm;

import dev.tule.cloudwatch.resource.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * Reads the rules of composite alarms, of limited length, elements and depth. {@code NOT} binds
 * closest, then {@code AND}, then {@code OR}. Alarms are named plainly, in quotes, or by ARN.
 */
final class RuleParser {
    private static final int MOST_CHARACTERS = 10_240;
    private static final int MOST_ELEMENTS = 500;
    private static final int MOST_ALARMS = 100;
    private static final int MOST_DEPTH = 50;
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<sign>[()])|\"(?<quoted>[^\"]+)\"|(?<word>[^\\s()\"]+))");
    private static final Pattern ARN = Pattern.compile("arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:");
    private static final Map<String, StateValue> STATES =
            Map.of(
                    "ALARM", StateValue.ALARM,
                    "OK", StateValue.OK,
                    "INSUFFICIENT_DATA", StateValue.INSUFFICIENT_DATA);
    private static final Token END = new Token("the end", false);

    private final List<Token> tokens;
    private int at;
    private int depth;
    private int elements;

    private RuleParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    private record Token(String text, boolean quoted) {
        boolean is(String word) {
            return !quoted && text.equals(word);
        }
    }

    /**
     * Reads a rule.
     *
     * @throws software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException when
     *     it is none, or over a limit
     */
    static Rule parse(String rule) {
        if (rule.length() > MOST_CHARACTERS) {
            throw invalid("it has more than " + MOST_CHARACTERS + " characters");
        }
        RuleParser parser = new RuleParser(tokens(rule));
        Rule parsed = parser.either();
        if (parser.at < parser.tokens.size()) {
            throw invalid("'" + parser.peek().text + "' is not expected there");
        }
        if (parsed.names().size() > MOST_ALARMS) {
            throw invalid("it names more than " + MOST_ALARMS + " alarms");
        }
        return parsed;
    }

    private static RuntimeException invalid(String why) {
        return Faults.invalidValue("The AlarmRule can't be read: " + why + ".");
    }

    private static List<Token> tokens(String rule) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(rule);
        int end = rule.stripTrailing().length();
        int at = 0;
        while (at < end) {
            if (!matcher.region(at, rule.length()).lookingAt()) {
                throw invalid("a quotation mark has no other");
            }
            String quoted = matcher.group("quoted");
            tokens.add(
                    new Token(quoted == null ? matcher.group().strip() : quoted, quoted != null));
            at = matcher.end();
        }
        return tokens;
    }

    private Token peek() {
        return at < tokens.size() ? tokens.get(at) : END;
    }

    private Token next() {
        Token token = peek();
        at++;
        return token;
    }

    private void expect(String sign) {
        Token token = next();
        if (!token.is(sign)) {
            throw invalid("'" + sign + "' is expected before '" + token.text + "'");
        }
    }

    private Rule either() {
        if (++depth > MOST_DEPTH) {
            throw invalid("it is nested too deeply");
        }
        Rule left = both();
        while (peek().is("OR")) {
            next();
            left = new Rule.Or(left, both());
        }
        depth--;
        return left;
    }

    private Rule both() {
        Rule left = one();
        while (peek().is("AND")) {
            next();
            left = new Rule.And(left, one());
        }
        return left;
    }

    private Rule one() {
        if (++elements > MOST_ELEMENTS) {
            throw invalid("it has more than " + MOST_ELEMENTS + " elements");
        }
        Token token = next();
        if (token.is("NOT")) {
            return new Rule.Not(one());
        }
        if (token.is("(")) {
            Rule inner = either();
            expect(")");
            return inner;
        }
        if (token.is("TRUE") || token.is("FALSE")) {
            return new Rule.Constant(token.is("TRUE"));
        }
        if (token.is("AT_LEAST")) {
            throw Faults.notImplemented("AT_LEAST in an AlarmRule");
        }
        StateValue state = token.quoted ? null : STATES.get(token.text);
        if (state == null) {
            throw invalid("'" + token.text + "' is not expected there");
        }
        expect("(");
        Token name = next();
        if (at > tokens.size() || name.is("(") || name.is(")")) {
            throw invalid("an alarm's name is missing");
        }
        expect(")");
        return new Rule.InState(state, ARN.matcher(name.text).replaceFirst(""));
    }
}
