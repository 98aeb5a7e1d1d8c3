package dev.tule.wamp.router.session;

import dev.tule.wamp.Dict;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a client announced that the router must know.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-feature-announcement">Feature
 *     Announcement</a>
 */
public enum Features {
    CALLER_SENDS_PROGRESS("caller", "progressive_call_invocations"),
    CALLER_PASSTHRU("caller", "payload_passthru_mode"),
    CALLEE_CANCELS("callee", "call_canceling"),
    CALLEE_YIELDS_PROGRESS("callee", "progressive_call_results"),
    CALLEE_TAKES_PROGRESS("callee", "progressive_call_invocations"),
    CALLEE_TIMES_OUT("callee", "call_timeout"),
    CALLEE_REROUTES("callee", "call_reroute"),
    CALLEE_PASSTHRU("callee", "payload_passthru_mode"),
    CALLEE_REVOKED("callee", "registration_revocation"),
    PUBLISHER_PASSTHRU("publisher", "payload_passthru_mode"),
    SUBSCRIBER_REVOKED("subscriber", "subscription_revocation");

    private final String role;
    private final String feature;

    Features(String role, String feature) {
        this.role = role;
        this.feature = feature;
    }

    /** Those that count: progress without canceling does not. */
    static Set<Features> of(Dict roles) {
        EnumSet<Features> announced = EnumSet.noneOf(Features.class);
        for (Features known : values()) {
            if (roles.dict(known.role).dict("features").flag(known.feature, false)) {
                announced.add(known);
            }
        }
        if (!announced.contains(CALLEE_CANCELS)) {
            announced.remove(CALLEE_YIELDS_PROGRESS);
            announced.remove(CALLEE_TAKES_PROGRESS);
        }
        return announced;
    }
}
