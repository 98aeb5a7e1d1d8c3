package dev.tule.wamp.router.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.Call;
import dev.tule.wamp.Dict;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.means.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call between CALL and its outcome, of which there is exactly one: whoever {@linkplain #finish
 * finishes} it sends it. Safe for use by many threads.
 */
public final class PendingCall {
    public final Session caller;
    public final RequestId request;
    public final Uri procedure;

    /** Whether the caller takes the result in pieces. */
    public final boolean receivesProgress;

    /** Whether the call itself comes in pieces. */
    public final boolean sendsProgress;

    /** Set by the caller's thread when the last piece of the call has come. */
    private boolean complete;

    /** What the callee was asked to give up, before it answered. */
    private volatile boolean killed;

    /** How long each piece of the result may take, where the dealer sees to it. */
    private volatile @Nullable Duration timeout;

    /** The call as it came, where it may have to be sent to another callee. */
    private volatile @Nullable Call again;

    /** Who has answered that they can't. Of the threads of callees, one after the other. */
    private final List<Member> unavailable = new ArrayList<>(0);

    @GuardedBy("this")
    private boolean finished;

    @GuardedBy("this")
    private @Nullable Leg leg;

    @GuardedBy("this")
    private Timers.Timer timer = Timers.Timer.NONE;

    public PendingCall(Session caller, Call call) {
        this.caller = caller;
        this.request = call.request();
        this.procedure = call.procedure();
        this.receivesProgress = call.receiveProgress();
        this.sendsProgress = call.progress();
        this.complete = !call.progress();
    }

    /** Whether the last piece of the call has come. Of the caller's thread, as its opposite. */
    public boolean isComplete() {
        return complete;
    }

    public void complete(boolean last) {
        complete = last;
    }

    /** The callee shall give it up; false where it was told so before. */
    public synchronized boolean kill() {
        boolean before = killed;
        killed = true;
        return !before;
    }

    public boolean isKilled() {
        return killed;
    }

    public @Nullable Duration timeout() {
        return timeout;
    }

    public void timeout(Duration ofEachPiece) {
        timeout = ofEachPiece;
    }

    public @Nullable Call again() {
        return again;
    }

    public void again(Call asItCame) {
        again = asItCame;
    }

    /**
     * The way from the dealer to a callee.
     *
     * @param details those of the first INVOCATION, which hold for all that follow
     */
    public record Leg(Member callee, RequestId invocation, Dict details) {}

    /** The callee that has it; null before it is asked, and when all is over. */
    public synchronized @Nullable Leg leg() {
        return finished ? null : leg;
    }

    /**
     * A callee is asked; called before it can answer.
     *
     * @return false where it is all over already, and the callee had better be told
     */
    public synchronized boolean assign(Leg to) {
        if (finished) {
            return false;
        }
        leg = to;
        to.callee.session.invocations.put(to.invocation, this);
        return true;
    }

    /** The callee that has it can't take it. */
    public void release(Leg from) {
        synchronized (this) {
            leg = null;
        }
        from.callee.session.invocations.remove(from.invocation, this);
        unavailable.add(from.callee);
    }

    public List<Member> unavailable() {
        return unavailable;
    }

    /** Starts its timer, in place of the one that runs. */
    public void timer(Timers.Timer started) {
        Timers.Timer old;
        synchronized (this) {
            old = finished ? started : timer;
            timer = started;
        }
        old.cancel();
    }

    public synchronized boolean isFinished() {
        return finished;
    }

    /** True once: for whoever shall send the outcome. */
    public boolean finish() {
        return finishedLeg(null) != null;
    }

    /** A call that was finished, and who had it. */
    public record Finished(@Nullable Leg leg) {}

    /** Finishes it, if that session has it; null where it was finished before. */
    public @Nullable Finished finishedLeg(@Nullable Session onlyAt) {
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
