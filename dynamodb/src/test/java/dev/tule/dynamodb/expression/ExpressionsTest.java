package dev.tule.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ExpressionsTest {
    private static final Item LAMP =
            new Item(
                    Map.of(
                            "a", Value.number(5),
                            "text", new Value.S("hello world"),
                            "tags", new Value.SS(Set.of("x", "y")),
                            "list", new Value.L(List.of(Value.number(1), new Value.S("two"))),
                            "map",
                                    new Value.M(
                                            Map.of(
                                                    "deep",
                                                    new Value.M(Map.of("n", Value.number(7)))))));

    private static Placeholders placeholders() {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        values.put(":one", AttributeValue.fromN("1"));
        values.put(":five", AttributeValue.fromN("5"));
        values.put(":nine", AttributeValue.fromN("9"));
        values.put(":x", AttributeValue.fromS("x"));
        values.put(":hello", AttributeValue.fromS("hello"));
        values.put(":N", AttributeValue.fromS("N"));
        values.put(":set", AttributeValue.fromSs(List.of("x")));
        values.put(":list", AttributeValue.fromL(List.of()));
        values.put(":true", AttributeValue.fromBool(true));
        return Placeholders.of(Map.of("#l", "list", "#m", "map", "#t", "text"), values);
    }

    private static boolean holds(String condition) {
        return Objects.requireNonNull(
                        Expressions.condition("FilterExpression", condition, placeholders()))
                .holds(LAMP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a = :five | true
                    a <> :five | false
                    nothing = :five | false
                    nothing <> :five | true
                    a < :nine AND a > :one | true
                    a BETWEEN :one AND :nine | true
                    a in (:one, :five) | true
                    NOT a = :five | false
                    a = :one OR a = :five AND a = :nine | false
                    a = :five OR a = :one AND a = :nine | true
                    (a = :five OR a = :one) AND a = :nine | false
                    a < :x | false
                    attribute_exists(#m.deep.n) | true
                    attribute_not_exists(#m.deep.nope) | true
                    attribute_exists(#l[1]) AND attribute_not_exists(#l[2]) | true
                    attribute_type(a, :N) | true
                    begins_with(#t, :hello) | true
                    contains(tags, :x) | true
                    contains(#l, :one) | true
                    contains(#t, :hello) | true
                    size(tags) = size(#l) | true
                    size(#t) > :nine | true
                    size(a) = :one | false
                    :five = a | true
                    #m.deep.n > a | true
                    (a) = (:five) | true
                    """)
    void conditionsHoldOrDoNot(String condition, boolean expected) {
        assertThat(holds(condition)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a = | Syntax error; token: "<EOF>", near: "="
                    attribute_exists( | Syntax error; token: "<EOF>", near: "("
                    a :five | Syntax error; token: ":five", near: "a :five"
                    a = :five extra | Syntax error; token: "extra", near: ":five extra"
                    a = ! :five | Syntax error; token: "!", near: "= ! :five"
                    contains(a, :x | Syntax error; token: "<EOF>", near: ":x"
                    ((a = :five)) | The expression has redundant parentheses;
                    status = :five | Attribute name is a reserved keyword; reserved keyword: status
                    foo(a) | Invalid function name; function: foo
                    size(a) | The function is not allowed to be used this way in an expression; function: size
                    if_not_exists(a, :one) = :one | The function is not allowed in a condition expression; function: if_not_exists
                    contains(a) | Incorrect number of operands for operator or function; operator or function: contains, number of operands: 1
                    attribute_exists(:x) | Operator or function requires a document path; operator or function: attribute_exists
                    begins_with(a, :one) | Incorrect operand type for operator or function; operator or function: begins_with, operand type: N
                    a > :true | Incorrect operand type for operator or function; operator or function: >, operand type: BOOL
                    a = a | The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]
                    a BETWEEN :nine AND :one | The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:9}, upper bound operand: AttributeValue: {N:1}
                    a = :undefined | An expression attribute value used in expression is not defined; attribute value: :undefined
                    #undefined = :one | An expression attribute name used in the document path is not defined; attribute name: #undefined
                    attribute_type(a, :x) | Invalid attribute type name found; type: x, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}
                    a[99999999999] = :one | List index is not within the allowable range; index: [99999999999]
                    """)
    void conditionsThatAreNoneAreRefused(String condition, String message) {
        assertThatThrownBy(() -> holds(condition))
                .isInstanceOf(InvalidRequest.class)
                .hasMessage("Invalid FilterExpression: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    INVALID SYNTAX HERE | Syntax error; token: "INVALID", near: "INVALID SYNTAX"
                    ADD hits : incr | Syntax error; token: ":", near: "hits : incr"
                    SET a = :one, | Syntax error; token: "<EOF>", near: ","
                    SET a = :one SET b = :one | The "SET" section can only be used once in an update expression;
                    SET a = :one, a = :one | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]
                    SET a.b = :one REMOVE a | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]
                    SET a.b = :one, a[0] = :one | Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]
                    ADD a :x | Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND
                    DELETE a :one | Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND
                    SET a = :x + :one | Incorrect operand type for operator or function; operator or function: +, operand type: S
                    SET a = list_append(:one, :list) | Incorrect operand type for operator or function; operator or function: list_append, operand type: N
                    SET a = size(b) | The function is not allowed in an update expression; function: size
                    """)
    void updatesThatAreNoneAreRefused(String update, String message) {
        assertThatThrownBy(() -> Expressions.update(update, placeholders()))
                .isInstanceOf(InvalidRequest.class)
                .hasMessage("Invalid UpdateExpression: " + message);
    }

    @Test
    void updatesOfWhatIsNotThereAreRefused() {
        assertThatThrownBy(() -> updated("SET nope.b = :one"))
                .hasMessage(
                        "The document path provided in the update expression is invalid for"
                                + " update");
        assertThatThrownBy(() -> updated("SET b = nope + :one"))
                .hasMessage(
                        "The provided expression refers to an attribute that does not exist in the"
                                + " item");
        assertThatThrownBy(() -> updated("SET nope.b = :one, b = nope"))
                .as("operands are read before paths are followed")
                .hasMessage(
                        "The provided expression refers to an attribute that does not exist in the"
                                + " item");
        assertThatThrownBy(() -> updated("ADD tags :one"))
                .hasMessage("An operand in the update expression has an incorrect data type");
    }

    private static Item updated(String update) {
        return Objects.requireNonNull(Expressions.update(update, placeholders())).of(LAMP);
    }

    @Test
    void longExpressionsAreRefused() {
        assertThatThrownBy(() -> holds("a = :one OR ".repeat(400) + "a = :one"))
                .hasMessage(
                        "Invalid FilterExpression: Expression size has exceeded the maximum allowed"
                                + " size; expression size: 4808");
    }

    /**
     * Whatever is put together from an expression's pieces is read or refused, and nothing else.
     */
    @Test
    void anyTextIsReadOrRefused() {
        long seed = 98765;
        Random random = new Random(seed);
        String[] pieces = {
            "a",
            "b",
            "#l",
            "#m",
            ":one",
            ":x",
            ":set",
            ":list",
            "=",
            "<>",
            "<",
            ">=",
            "(",
            ")",
            "[",
            "]",
            "0",
            "1",
            ".",
            ",",
            "+",
            "-",
            " AND ",
            " OR ",
            " NOT ",
            " BETWEEN ",
            " IN ",
            "size",
            "contains",
            "begins_with",
            "attribute_exists",
            "attribute_type",
            "if_not_exists",
            "list_append",
            "SET ",
            "REMOVE ",
            "ADD ",
            "DELETE ",
            " ",
            "\t",
            "!",
            ":",
            "#",
            "é",
            "\uD83D"
        };
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "SET a = " : "a ");
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            read += read(text.toString(), seed);
        }
        assertThat(read).as("expressions that were read").isGreaterThan(50);
    }

    @Test
    void deepTextIsReadOrRefused() {
        for (String piece :
                List.of("(", "NOT ", "size(", "a = (", "(a = :one OR ", "NOT (a = :one AND ")) {
            int times = 4000 / piece.length();
            read(piece.repeat(times), 0);
            read(piece.repeat(times) + "a = :one" + ")".repeat(times), 0);
        }
    }

    private static int read(String text, long seed) {
        int read = 0;
        for (int kind = 0; kind < 3; kind++) {
            try {
                Placeholders placeholders = placeholders();
                switch (kind) {
                    case 0 -> {
                        Condition condition =
                                Expressions.condition("FilterExpression", text, placeholders);
                        Objects.requireNonNull(condition).holds(LAMP);
                    }
                    case 1 ->
                            Objects.requireNonNull(Expressions.update(text, placeholders)).of(LAMP);
                    default ->
                            Objects.requireNonNull(Expressions.projection(text, placeholders))
                                    .of(LAMP);
                }
                read++;
            } catch (InvalidRequest e) {
                assertThat(e.text()).as("seed %d: %s", seed, text).isNotEmpty();
            }
        }
        return read;
    }
}
