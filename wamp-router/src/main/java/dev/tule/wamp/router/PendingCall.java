package dev.tule.wamp.router;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.Call;
import dev.tule.wamp.Dict;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Uri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call between CALL and its outcome, of which there is exactly one: whoever {@linkplain #finish
 * finishes} it sends it. Safe for use by many threads.
 */
final class PendingCall {
    final Session caller;
    final RequestId request;
    final Uri procedure;

    /** Whether the caller takes the result in pieces. */
    final boolean receivesProgress;

    /** Whether the call itself comes in pieces. */
    final boolean sendsProgress;

    /** Set by the caller's thread when the last piece of the call has come. */
    boolean complete;

    /** What the callee was asked to give up, before it answered. */
    volatile boolean killed;

    /** How long each piece of the result may take, where the dealer sees to it. */
    volatile @Nullable Duration timeout;

    /** The call as it came, where it may have to be sent to another callee. */
    volatile @Nullable Call again;

    /** Who has answered that they can't. Of the threads of callees, one after the other. */
    private final List<Member> unavailable = new ArrayList<>(0);

    @GuardedBy("this")
    private boolean finished;

    @GuardedBy("this")
    private @Nullable Leg leg;

    @GuardedBy("this")
    private Timers.Timer timer = Timers.Timer.NONE;

    PendingCall(Session caller, Call call) {
        this.caller = caller;
        this.request = call.request();
        this.procedure = call.procedure();
        this.receivesProgress = call.receiveProgress();
        this.sendsProgress = call.progress();
        this.complete = !call.progress();
    }

    /**
     * The way from the dealer to a callee.
     *
     * @param details those of the first INVOCATION, which hold for all that follow
     */
    record Leg(Member callee, RequestId invocation, Dict details) {}

    /** The callee that has it; null before it is asked, and when all is over. */
    synchronized @Nullable Leg leg() {
        return finished ? null : leg;
    }

    /**
     * A callee is asked; called before it can answer.
     *
     * @return false where it is all over already, and the callee had better be told
     */
    synchronized boolean assign(Leg to) {
        if (finished) {
            return false;
        }
        leg = to;
        to.callee.session.invocations.put(to.invocation, this);
        return true;
    }

    /** The callee that has it can't take it. */
    void release(Leg from) {
        synchronized (this) {
            leg = null;
        }
        from.callee.session.invocations.remove(from.invocation, this);
        unavailable.add(from.callee);
    }

    List<Member> unavailable() {
        return unavailable;
    }

    /** Starts its timer, in place of the one that runs. */
    void timer(Timers.Timer started) {
        Timers.Timer old;
        synchronized (this) {
            old = finished ? started : timer;
            timer = started;
        }
        old.cancel();
    }

    synchronized boolean isFinished() {
        return finished;
    }

    /** True once: for whoever shall send the outcome. */
    boolean finish() {
        return finishedLeg(null) != null;
    }

    /** True once, if that session has it just now. */
    boolean finishAt(Session callee) {
        return finishedLeg(callee) != null;
    }

    /** A call that was finished, and who had it. */
    record Finished(@Nullable Leg leg) {}

    /** Finishes it, if that session has it; null where it was finished before. */
    @Nullable Finished finishedLeg(@Nullable Session onlyAt) {
        Leg last;
        Timers.Timer running;
        synchronized (this) {
            last = leg;
            if (finished || (onlyAt != null && (last == null || last.callee.session != onlyAt))) {
                return null;
            }
            finished = true;
            running = timer;
        }
        running.cancel();
        caller.calls.remove(request, this);
        if (last != null) {
            last.callee.session.invocations.remove(last.invocation, this);
        }
        return new Finished(last);
    }
}
