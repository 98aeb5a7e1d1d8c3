package dev.tule.wamp.router.dealer;

import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Interrupt;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.means.Timers;
import dev.tule.wamp.router.session.Features;
import dev.tule.wamp.router.session.PendingCall;
import dev.tule.wamp.router.session.PendingCall.Finished;
import dev.tule.wamp.router.session.PendingCall.Leg;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How calls end without a result: cancelled by the caller, timed out, given up because somebody
 * left. Safe for use by many threads.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-call-canceling">Call
 *     Canceling</a>
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-call-timeouts">Call Timeouts</a>
 */
final class CallEnds {
    private static final String KILL = "kill";
    private static final String KILL_NO_WAIT = "killnowait";

    private final Timers timers;

    CallEnds(Timers timers) {
        this.timers = timers;
    }

    /**
     * The caller wants no outcome.
     *
     * @param mode what it said; a callee that can't be interrupted is left alone in any case
     */
    void cancel(PendingCall pending, Optional<String> mode, Deliveries deliveries) {
        Leg leg = pending.leg();
        boolean interruptible =
                leg != null && leg.callee().session.announced(Features.CALLEE_CANCELS);
        String how = interruptible ? mode.orElse(KILL_NO_WAIT) : "skip";
        if (how.equals(KILL)) {
            if (pending.kill()) {
                interrupt(leg, KILL, deliveries);
            }
            return;
        }
        Finished finished = pending.finishedLeg(null);
        if (finished != null) {
            if (how.equals(KILL_NO_WAIT)) {
                interrupt(finished.leg(), KILL_NO_WAIT, deliveries);
            }
            tell(pending, ErrorUri.CANCELED, "the call was cancelled", deliveries);
        }
    }

    /** The caller is gone: the callee is told, if it can do something about it. */
    void abandon(PendingCall pending, Deliveries deliveries) {
        Finished finished = pending.finishedLeg(null);
        if (finished != null) {
            interrupt(finished.leg(), KILL_NO_WAIT, deliveries);
        }
    }

    /** Ends a call with an error, and tells the callee. */
    void giveUp(PendingCall pending, Uri error, String why, Deliveries deliveries) {
        Finished finished = pending.finishedLeg(null);
        if (finished != null) {
            interrupt(finished.leg(), KILL_NO_WAIT, deliveries);
            tell(pending, error, why, deliveries);
        }
    }

    /** Ends a call with an error. */
    void fail(PendingCall pending, Uri error, String why, Deliveries deliveries) {
        if (pending.finish()) {
            tell(pending, error, why, deliveries);
        }
    }

    /** Tells the caller of a call that has been finished. */
    void tell(PendingCall finished, Uri error, String why, Deliveries deliveries) {
        finished.caller.refuse(MessageType.CALL, finished.request, error, why, deliveries);
    }

    /** An invocation went out just when its call ended. */
    void interrupt(Leg leg, Deliveries deliveries) {
        interrupt(leg, KILL_NO_WAIT, deliveries);
    }

    private static void interrupt(@Nullable Leg leg, String mode, Deliveries deliveries) {
        if (leg != null && leg.callee().session.announced(Features.CALLEE_CANCELS)) {
            Interrupt interrupt = new Interrupt(leg.invocation(), Dict.of("mode", mode));
            leg.callee().session.send(interrupt, deliveries);
        }
    }

    /** From now on the first result has that long to come. */
    void startTimer(PendingCall pending, Duration timeout) {
        pending.timeout(timeout);
        restartTimer(pending);
    }

    /** A piece of the result has come: the next has as long again. */
    void restartTimer(PendingCall pending) {
        Duration timeout = pending.timeout();
        if (timeout != null) {
            pending.timer(timers.after(timeout, () -> timedOut(pending)));
        }
    }

    private void timedOut(PendingCall pending) {
        Deliveries deliveries = new Deliveries();
        giveUp(pending, ErrorUri.TIMEOUT, "the call took too long", deliveries);
        deliveries.flush();
    }
}
