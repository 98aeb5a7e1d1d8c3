package dev.tule.iam.policy;

/** Whether something holds. */
enum Answer {
    YES,
    NO,
    /** It depends on something of which nothing is known. */
    UNKNOWN;

    static Answer of(boolean holds) {
        return holds ? YES : NO;
    }

    /** Both. */
    Answer and(Answer other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == UNKNOWN ? this : other;
    }

    /** One or the other. */
    Answer or(Answer other) {
        if (this == YES || other == YES) {
            return YES;
        }
        return this == UNKNOWN ? this : other;
    }

    Answer not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
