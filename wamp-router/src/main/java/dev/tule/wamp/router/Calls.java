package dev.tule.wamp.router;

import dev.tule.wamp.Call;
import dev.tule.wamp.Cancel;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Interrupt;
import dev.tule.wamp.Invocation;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.Payload;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Result;
import dev.tule.wamp.Uri;
import dev.tule.wamp.Yield;
import dev.tule.wamp.router.Dealer.Callee;
import dev.tule.wamp.router.Outbox.Offer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dealer's calls: CALL to INVOCATION, YIELD to RESULT, ERROR back, and what ends a call early.
 * No lock is held but an outbox's for a moment: a {@link PendingCall} sees to it that there is one
 * outcome.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-invocation-2">Calling and
 *     Invocation</a>
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#rpc-call-cancelling">Call
 *     Canceling</a>
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#rpc-call-timeout">Call Timeouts</a>
 */
final class Calls {
    /** A callee may go between being found and being asked; then another one is. */
    private static final int ATTEMPTS = 8;

    private static final Dict PROGRESS = Dict.of("progress", true);

    private final RealmConfig config;
    private final RouterLimits limits;
    private final Dealer dealer;
    private final Timers timers;

    Calls(RealmConfig config, RouterLimits limits, Dealer dealer, Timers timers) {
        this.config = config;
        this.limits = limits;
        this.dealer = dealer;
        this.timers = timers;
    }

    void call(Session caller, Call call, Deliveries deliveries) {
        Uri procedure = call.procedure();
        if (!config.uriRule().accepts(procedure, MatchPolicy.EXACT)) {
            refuse(caller, call, ErrorUri.INVALID_URI, "not a procedure: " + procedure, deliveries);
            return;
        }
        if (call.discloseMe() && !config.disclosureAllowed()) {
            String why = "this realm does not disclose callers";
            refuse(caller, call, ErrorUri.OPTION_DISALLOWED_DISCLOSE_ME, why, deliveries);
            return;
        }
        if (caller.calls.size() >= limits.calls()) {
            String why = "a session may have " + limits.calls() + " calls in flight";
            refuse(caller, call, ErrorUri.UNAVAILABLE, why, deliveries);
            return;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Callee callee = dealer.calleeOf(procedure, attempt);
            if (callee == null) {
                break;
            }
            Offer offer = invoke(caller, call, callee, deliveries);
            if (offer == Offer.ADDED) {
                return;
            }
            if (offer == Offer.TOO_LONG) {
                String why = "the callee takes no message of that length";
                refuse(caller, call, ErrorUri.PAYLOAD_SIZE_EXCEEDED, why, deliveries);
                return;
            }
        }
        String why = "nobody serves " + procedure;
        refuse(caller, call, ErrorUri.NO_SUCH_PROCEDURE, why, deliveries);
    }

    private static void refuse(
            Session caller, Call call, Uri error, String why, Deliveries deliveries) {
        caller.refuse(MessageType.CALL, call.request(), error, why, deliveries);
    }

    private Offer invoke(Session caller, Call call, Callee to, Deliveries deliveries) {
        Session callee = to.session;
        boolean progressive = call.receiveProgress() && callee.calleeProgresses;
        PendingCall pending = new PendingCall(caller, call.request(), callee, progressive);
        Dict details = details(caller, call, to, progressive);
        // Translated before the outbox is locked, where only the number is put in.
        call.payload().prepare(callee.serializer);
        caller.calls.put(call.request(), pending);
        Offer offer =
                callee.outbox.addNumbered(
                        callee.gate,
                        to.gate,
                        number ->
                                callee.serializer.encode(
                                        new Invocation(
                                                new RequestId(number),
                                                to.registration.id,
                                                details,
                                                call.payload())),
                        number -> note(pending, number));
        if (offer != Offer.ADDED) {
            caller.calls.remove(call.request(), pending);
            return callee.sent(offer, deliveries);
        }
        call.timeout().ifPresent(timeout -> startTimer(pending, timeout));
        if (caller.left) {
            // It left on another thread before the call was noted.
            abandon(pending, deliveries);
        }
        return callee.sent(offer, deliveries);
    }

    private static PendingCall note(PendingCall pending, long number) {
        RequestId invocation = new RequestId(number);
        pending.invocation(invocation);
        pending.callee.invocations.put(invocation, pending);
        return pending;
    }

    private static Dict details(Session caller, Call call, Callee to, boolean progressive) {
        boolean pattern = to.registration.match != MatchPolicy.EXACT;
        if (!pattern && call.options().isEmpty()) {
            return Dict.EMPTY;
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        if (pattern) {
            details.put("procedure", call.procedure().value());
        }
        if (progressive) {
            details.put("receive_progress", true);
        }
        if (call.discloseMe()) {
            details.put("caller", caller.id.value());
            details.put("caller_authid", caller.principal.id());
            details.put("caller_authrole", caller.principal.role());
        }
        Passthru.copy(call.options(), details);
        return Dict.copyOf(details);
    }

    private void startTimer(PendingCall pending, Duration timeout) {
        pending.timer(timers.after(timeout, () -> timedOut(pending)));
    }

    private void timedOut(PendingCall pending) {
        if (pending.finish()) {
            Deliveries deliveries = new Deliveries();
            interrupt(pending, "killnowait", deliveries);
            fail(pending, ErrorUri.TIMEOUT, "the call took too long", deliveries);
            deliveries.flush();
        }
    }

    private static void fail(PendingCall pending, Uri error, String why, Deliveries deliveries) {
        pending.caller.refuse(MessageType.CALL, pending.request, error, why, deliveries);
    }

    private static void interrupt(PendingCall pending, String mode, Deliveries deliveries) {
        if (pending.callee.calleeCancels) {
            pending.callee.send(
                    new Interrupt(pending.invocation(), Dict.of("mode", mode)), deliveries);
        }
    }

    /**
     * A result, or a piece of one.
     *
     * @return whether the callee may say this: a number it was never given breaks the protocol
     */
    boolean yielded(Session callee, Yield yield, Deliveries deliveries) {
        PendingCall pending = callee.invocations.get(yield.request());
        if (pending == null) {
            return callee.outbox.wasNumbered(yield.request().value());
        }
        if (yield.progress()) {
            if (pending.progressive && !pending.isFinished()) {
                result(pending, details(yield, PROGRESS), yield.payload(), deliveries);
            }
        } else if (pending.finish()) {
            Dict details = details(yield, Dict.EMPTY);
            if (result(pending, details, yield.payload(), deliveries) == Offer.TOO_LONG) {
                String why = "the caller takes no message of that length";
                fail(pending, ErrorUri.PAYLOAD_SIZE_EXCEEDED, why, deliveries);
            }
        }
        return true;
    }

    private static Dict details(Yield yield, Dict base) {
        if (yield.options().isEmpty()) {
            return base;
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>(base.asMap());
        Passthru.copy(yield.options(), details);
        return Dict.copyOf(details);
    }

    private static Offer result(
            PendingCall pending, Dict details, Payload payload, Deliveries deliveries) {
        return pending.caller.send(new Result(pending.request, details, payload), deliveries);
    }

    /**
     * An error in place of a result.
     *
     * @return whether the callee may say this
     */
    boolean error(Session callee, ErrorMessage error, Deliveries deliveries) {
        if (error.requestType() != MessageType.INVOCATION) {
            return false;
        }
        PendingCall pending = callee.invocations.get(error.request());
        if (pending == null) {
            return callee.outbox.wasNumbered(error.request().value());
        }
        if (pending.finish()) {
            pending.caller.send(
                    new ErrorMessage(
                            MessageType.CALL,
                            pending.request,
                            error.details(),
                            error.error(),
                            error.payload()),
                    deliveries);
        }
        return true;
    }

    void cancel(Session caller, Cancel cancel, Deliveries deliveries) {
        PendingCall pending = caller.calls.get(cancel.request());
        if (pending == null) {
            // Its outcome is under way to the caller, or it never was: nothing to cancel.
            return;
        }
        String mode = pending.callee.calleeCancels ? cancel.mode().orElse("killnowait") : "skip";
        if (mode.equals("kill")) {
            interrupt(pending, mode, deliveries);
        } else if (pending.finish()) {
            if (mode.equals("killnowait")) {
                interrupt(pending, mode, deliveries);
            }
            fail(pending, ErrorUri.CANCELED, "the call was cancelled", deliveries);
        }
    }

    /** The session is over: what it called is given up, what it served fails. */
    void leave(Session session, Deliveries deliveries) {
        for (PendingCall pending : List.copyOf(session.calls.values())) {
            abandon(pending, deliveries);
        }
        for (PendingCall pending : List.copyOf(session.invocations.values())) {
            if (pending.finish()) {
                fail(pending, ErrorUri.CANCELED, "the callee left", deliveries);
            }
        }
    }

    private static void abandon(PendingCall pending, Deliveries deliveries) {
        if (pending.finish()) {
            interrupt(pending, "killnowait", deliveries);
        }
    }
}
