package dev.tule.dynamodb.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as written: its placeholders and functions not looked at yet. */
sealed interface Syntax {

    /**
     * A document path.
     *
     * @param parts names, {@code #name}s, and indexes as numbers
     */
    record Path(List<Token> parts) implements Syntax {}

    /** {@code :name}. */
    record ValueReference(String placeholder) implements Syntax {}

    /** A function with operands. */
    record Call(String function, List<Syntax> operands) implements Syntax {}

    /**
     * A sum or a difference.
     *
     * @param operator {@code +} or {@code -}
     */
    record Arithmetic(String operator, Syntax left, Syntax right) implements Syntax {}

    /** Two operands compared. */
    record Comparison(Condition.Comparator comparator, Syntax left, Syntax right)
            implements Syntax {}

    /** An operand between two others. */
    record Between(Syntax operand, Syntax lower, Syntax upper) implements Syntax {}

    /** An operand among others. */
    record In(Syntax operand, List<Syntax> list) implements Syntax {}

    /** Conditions that must all hold. */
    record And(List<Syntax> all) implements Syntax {}

    /** Conditions one of which must hold. */
    record Or(List<Syntax> any) implements Syntax {}

    /** A condition that must not hold. */
    record Not(Syntax condition) implements Syntax {}

    /** Something in parentheses. */
    record Parenthesised(Syntax content) implements Syntax {}

    /** The sections of an update, in order. */
    record Update(List<Section> sections) {}

    /** A keyword and what follows it. */
    record Section(Keyword keyword, List<Action> actions) {}

    /**
     * One change.
     *
     * @param value of SET, ADD and DELETE
     */
    record Action(Path path, @Nullable Syntax value) {}

    /** What begins a section. */
    enum Keyword {
        SET,
        REMOVE,
        ADD,
        DELETE
    }
}
