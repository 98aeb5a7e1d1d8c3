package dev.tule.aws.shape;

/**
 * A request that doesn't say what its operation asks for: bad syntax, a wrong type, a number out of
 * range. Each protocol names it with a code of its own. Carries no stack trace: it is the client's
 * fault, and expected.
 */
public final class MalformedRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong with it. */
    public enum Kind {
        /** The bytes aren't of the form they claim to be, or nest too deep. */
        SYNTAX,
        /** A value isn't of its member's type. */
        TYPE,
        /** A union has no member set, or several. */
        UNION,
        /** More bytes, parameters or parts than are taken. */
        TOO_LARGE
    }

    private final Kind kind;

    public MalformedRequest(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public static MalformedRequest syntax(String message) {
        return new MalformedRequest(Kind.SYNTAX, message);
    }

    public static MalformedRequest type(String message) {
        return new MalformedRequest(Kind.TYPE, message);
    }

    /** Of a union that has no member set. */
    public static MalformedRequest emptyUnion(String union) {
        return new MalformedRequest(
                Kind.UNION,
                "Supplied "
                        + union
                        + " is empty, must contain exactly one of the supported datatypes");
    }

    /** Of a union that has more than one member set. */
    public static MalformedRequest crowdedUnion(String union) {
        return new MalformedRequest(
                Kind.UNION,
                "Supplied "
                        + union
                        + " has more than one datatypes set, must contain exactly one of the"
                        + " supported datatypes");
    }

    public Kind kind() {
        return kind;
    }

    /** The sentence that the client reads. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
