package dev.tule.elb.plane;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * What a target's checks have come to (User Guide for Application Load Balancers, "Health checks
 * for target groups"): the first success makes a new target healthy; later the thresholds count.
 * Safe for use by many threads.
 */
final class HealthRecord {
    /** How a target is by its checks. */
    enum State {
        INITIAL,
        HEALTHY,
        UNHEALTHY
    }

    /** Why a check failed: AWS's reason code and its words. */
    record Failure(String reason, String description) {}

    /** What is shown. */
    record View(State state, Failure last, long sinceNanos) {}

    private static final Failure NONE = new Failure("", "");

    @GuardedBy("this")
    private State state = State.INITIAL;

    @GuardedBy("this")
    private Failure last = NONE;

    @GuardedBy("this")
    private int passed;

    @GuardedBy("this")
    private int failed;

    private volatile View view = new View(State.INITIAL, NONE, System.nanoTime());

    View view() {
        return view;
    }

    synchronized void passed(int threshold, long nowNanos) {
        failed = 0;
        passed++;
        if (state == State.INITIAL || (state == State.UNHEALTHY && passed >= threshold)) {
            become(State.HEALTHY, NONE, nowNanos);
        }
    }

    synchronized void failed(Failure failure, int threshold, long nowNanos) {
        passed = 0;
        failed++;
        if (state != State.UNHEALTHY && failed >= threshold) {
            become(State.UNHEALTHY, failure, nowNanos);
        } else if (state == State.UNHEALTHY) {
            last = failure;
            view = new View(state, failure, view.sinceNanos);
        }
    }

    @GuardedBy("this")
    private void become(State changed, Failure why, long nowNanos) {
        state = changed;
        last = why;
        view = new View(state, last, nowNanos);
    }
}
