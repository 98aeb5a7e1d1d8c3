package dev.tule.wamp.router;

import dev.tule.wamp.RequestId;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A call between CALL and its outcome, of which there is exactly one: whoever {@linkplain #finish
 * finishes} it sends it. Safe for use by many threads.
 */
final class PendingCall {
    final Session caller;
    final RequestId request;
    final Session callee;
    final boolean progressive;
    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile RequestId invocation;
    private volatile Timers.Timer timer = Timers.Timer.NONE;

    PendingCall(Session caller, RequestId request, Session callee, boolean progressive) {
        this.caller = caller;
        this.request = request;
        this.callee = callee;
        this.progressive = progressive;
        this.invocation = request;
    }

    /** The callee's number for it; set before the callee can answer. */
    RequestId invocation() {
        return invocation;
    }

    void invocation(RequestId number) {
        invocation = number;
    }

    void timer(Timers.Timer started) {
        timer = started;
        if (finished.get()) {
            started.cancel();
        }
    }

    boolean isFinished() {
        return finished.get();
    }

    /** True once: for whoever shall send the outcome. */
    boolean finish() {
        if (!finished.compareAndSet(false, true)) {
            return false;
        }
        timer.cancel();
        caller.calls.remove(request, this);
        callee.invocations.remove(invocation, this);
        return true;
    }
}
