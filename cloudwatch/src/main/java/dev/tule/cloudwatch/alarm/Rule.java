package dev.tule.cloudwatch.alarm;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** The expression of a composite alarm (PutCompositeAlarm, "AlarmRule"). Immutable. */
sealed interface Rule {

    /**
     * Whether it holds.
     *
     * @param states the state of an alarm by its name
     */
    boolean holds(Function<String, StateValue> states);

    /** Adds the names of the alarms in it. */
    void names(Set<String> into);

    /** The names of the alarms in it, in their order. */
    default Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        names(names);
        return names;
    }

    /** {@code TRUE} or {@code FALSE}. */
    record Constant(boolean value) implements Rule {
        @Override
        public boolean holds(Function<String, StateValue> states) {
            return value;
        }

        @Override
        public void names(Set<String> into) {
            // has none
        }
    }

    /** {@code ALARM(name)}. */
    record InState(StateValue state, String name) implements Rule {
        @Override
        public boolean holds(Function<String, StateValue> states) {
            return states.apply(name) == state;
        }

        @Override
        public void names(Set<String> into) {
            into.add(name);
        }
    }

    /** {@code NOT} one. */
    record Not(Rule rule) implements Rule {
        @Override
        public boolean holds(Function<String, StateValue> states) {
            return !rule.holds(states);
        }

        @Override
        public void names(Set<String> into) {
            rule.names(into);
        }
    }

    /** One {@code AND} another. */
    record And(Rule left, Rule right) implements Rule {
        @Override
        public boolean holds(Function<String, StateValue> states) {
            return left.holds(states) && right.holds(states);
        }

        @Override
        public void names(Set<String> into) {
            left.names(into);
            right.names(into);
        }
    }

    /** One {@code OR} another. */
    record Or(Rule left, Rule right) implements Rule {
        @Override
        public boolean holds(Function<String, StateValue> states) {
            return left.holds(states) || right.holds(states);
        }

        @Override
        public void names(Set<String> into) {
            left.names(into);
            right.names(into);
        }
    }
}
