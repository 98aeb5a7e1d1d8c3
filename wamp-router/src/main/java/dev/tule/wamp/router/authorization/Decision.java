package dev.tule.wamp.router.authorization;

/**
 * Whether a session may do something.
 *
 * @param allowed whether it may
 * @param discloses whether others learn who it is that does it
 */
public record Decision(boolean allowed, boolean discloses) {
    public static final Decision DENIED = new Decision(false, false);
    public static final Decision ALLOWED = new Decision(true, false);
    public static final Decision ALLOWED_AND_DISCLOSED = new Decision(true, true);

    static Decision allowed(boolean discloses) {
        return discloses ? ALLOWED_AND_DISCLOSED : ALLOWED;
    }
}
