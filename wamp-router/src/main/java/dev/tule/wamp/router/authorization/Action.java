package dev.tule.wamp.router.authorization;

import java.util.Locale;

/** What a session may be allowed to do with a URI or pattern. */
public enum Action {
    CALL,
    REGISTER,
    PUBLISH,
    SUBSCRIBE;

    /** As permissions and authorizers have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
