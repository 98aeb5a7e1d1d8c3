package dev.tule.wamp.router.dealer;

import dev.tule.wamp.Call;
import dev.tule.wamp.Cancel;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Invocation;
import dev.tule.wamp.InvocationPolicy;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.Payload;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Result;
import dev.tule.wamp.Uri;
import dev.tule.wamp.Yield;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.delivery.Outbox.Offer;
import dev.tule.wamp.router.means.Means;
import dev.tule.wamp.router.metrics.RealmStatistics;
import dev.tule.wamp.router.session.Features;
import dev.tule.wamp.router.session.Member;
import dev.tule.wamp.router.session.Passthru;
import dev.tule.wamp.router.session.PendingCall;
import dev.tule.wamp.router.session.PendingCall.Finished;
import dev.tule.wamp.router.session.PendingCall.Leg;
import dev.tule.wamp.router.session.Registration;
import dev.tule.wamp.router.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The dealer's calls: CALL to INVOCATION, YIELD to RESULT, ERROR back, and what ends a call early.
 * No lock is held but an outbox's for a moment: a {@link PendingCall} sees to it that there is one
 * outcome.
 *
 * <p>Where the client breaks the protocol, a method returns how, for people.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-invocation-2">Calling and
 *     Invocation</a>
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-progressive-call-results">
 *     Progressive Call Results</a>
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-progressive-call-invocation">
 *     Progressive Call Invocations</a>
 */
public final class Calls {
    private static final Dict PROGRESS = Dict.of("progress", true);

    private final RealmConfig config;
    private final RouterLimits limits;
    private final Dealer dealer;
    private final Reserved reserved;
    private final CallEnds ends;
    private final RealmStatistics statistics;

    public Calls(
            RealmConfig config,
            Dealer dealer,
            Reserved reserved,
            Means means,
            RealmStatistics statistics) {
        this.config = config;
        this.limits = means.limits();
        this.dealer = dealer;
        this.reserved = reserved;
        this.ends = new CallEnds(means.timers());
        this.statistics = statistics;
    }

    /** Serves the procedures whose names begin with {@code wamp.}. */
    @FunctionalInterface
    public interface Reserved {
        void call(Session caller, Call call, Deliveries deliveries);
    }

    CallEnds ends() {
        return ends;
    }

    /** A call, or a further piece of one. */
    public @Nullable String call(Session caller, Call call, Deliveries deliveries) {
        if (!caller.inSequence(call.request())) {
            return proceed(caller, call, deliveries);
        }
        if (call.progress() && !caller.announced(Features.CALLER_SENDS_PROGRESS)) {
            return "CALL: progress, but progressive_call_invocations was not announced";
        }
        if (Passthru.in(call.options()) && !caller.announced(Features.CALLER_PASSTHRU)) {
            return "CALL: ppt_scheme, but payload_passthru_mode was not announced";
        }
        begin(caller, call, deliveries);
        return null;
    }

    private void begin(Session caller, Call call, Deliveries deliveries) {
        statistics.calls.increment();
        Uri procedure = call.procedure();
        if (!config.uriRule().accepts(procedure, MatchPolicy.EXACT)) {
            refuse(caller, call, ErrorUri.INVALID_URI, "not a procedure: " + procedure, deliveries);
        } else if (call.discloseMe() && !config.disclosureAllowed()) {
            String why = "this realm does not disclose callers";
            refuse(caller, call, ErrorUri.OPTION_DISALLOWED_DISCLOSE_ME, why, deliveries);
        } else if (caller.calls.size() >= limits.calls()) {
            String why = "a session may have " + limits.calls() + " calls in flight";
            refuse(caller, call, ErrorUri.UNAVAILABLE, why, deliveries);
        } else if (procedure.reserved()) {
            reserved.call(caller, call, deliveries);
        } else {
            PendingCall pending = new PendingCall(caller, call);
            caller.calls.put(call.request(), pending);
            if (invokeAny(pending, call, deliveries) == Asked.NOBODY) {
                String why = "nobody serves " + procedure;
                ends.fail(pending, ErrorUri.NO_SUCH_PROCEDURE, why, deliveries);
            }
            if (caller.hasLeft()) {
                // It left on another thread before the call was noted.
                ends.abandon(pending, deliveries);
            }
        }
    }

    private static void refuse(
            Session caller, Call call, Uri error, String why, Deliveries deliveries) {
        caller.refuse(MessageType.CALL, call.request(), error, why, deliveries);
    }

    /** Whether somebody was asked, or the caller was told why not. */
    private enum Asked {
        SEEN_TO,
        NOBODY
    }

    private Asked invokeAny(PendingCall pending, Call call, Deliveries deliveries) {
        List<Member> except = pending.unavailable();
        while (true) {
            Member callee = dealer.calleeOf(call.procedure(), except);
            if (callee == null) {
                return Asked.NOBODY;
            }
            String lacks = lacks(callee.session, call);
            if (lacks != null) {
                String why = "the callee does not support " + lacks;
                ends.fail(pending, ErrorUri.FEATURE_NOT_SUPPORTED, why, deliveries);
                return Asked.SEEN_TO;
            }
            switch (invoke(pending, call, callee, deliveries)) {
                case ADDED -> {
                    return Asked.SEEN_TO;
                }
                case TOO_LONG -> {
                    String why = "the callee takes no message of that length";
                    ends.fail(pending, ErrorUri.PAYLOAD_SIZE_EXCEEDED, why, deliveries);
                    return Asked.SEEN_TO;
                }
                case GONE, FULL -> {
                    // It goes between being found and being asked; another may be there.
                    except = new ArrayList<>(except);
                    except.add(callee);
                }
            }
        }
    }

    private static @Nullable String lacks(Session callee, Call call) {
        if (call.progress() && !callee.announced(Features.CALLEE_TAKES_PROGRESS)) {
            return "progressive_call_invocations";
        }
        boolean passthru = Passthru.in(call.options());
        return passthru && !callee.announced(Features.CALLEE_PASSTHRU)
                ? "payload_passthru_mode"
                : null;
    }

    private Offer invoke(PendingCall pending, Call call, Member to, Deliveries deliveries) {
        Session callee = to.session;
        Registration registration = (Registration) to.attachment;
        Optional<Duration> timeout = call.timeout();
        Dict frozen = details(pending.caller, call, to, timeout);
        Dict details = call.progress() ? frozen.with("progress", true) : frozen;
        if (registration.invoke != InvocationPolicy.SINGLE
                && !call.progress()
                && callee.announced(Features.CALLEE_REROUTES)) {
            pending.again(call);
        }
        // Translated before the outbox is locked, where only the number is put in.
        call.payload().prepare(callee.serializer);
        @Nullable Leg[] late = new @Nullable Leg[1];
        Offer offer =
                callee.outbox.addNumbered(
                        callee.gate,
                        to.gate,
                        number ->
                                callee.serializer.encode(
                                        new Invocation(
                                                new RequestId(number),
                                                registration.registrationId,
                                                details,
                                                call.payload())),
                        number -> {
                            Leg leg = new Leg(to, new RequestId(number), frozen);
                            late[0] = pending.assign(leg) ? null : leg;
                            return leg;
                        });
        if (late[0] != null) {
            ends.interrupt(late[0], deliveries);
        } else if (offer == Offer.ADDED && timeout.isPresent() && !to.forwardTimeout) {
            ends.startTimer(pending, timeout.get());
        }
        return callee.sent(offer, deliveries);
    }

    private Dict details(Session caller, Call call, Member to, Optional<Duration> timeout) {
        boolean pattern = to.attachment.match != MatchPolicy.EXACT;
        int trust = config.routing().trustLevel(caller.principal.role());
        if (!pattern && call.options().isEmpty() && trust < 0) {
            return Dict.EMPTY;
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        if (pattern) {
            details.put("procedure", call.procedure().value());
        }
        if (call.receiveProgress() && to.session.announced(Features.CALLEE_YIELDS_PROGRESS)) {
            details.put("receive_progress", true);
        }
        if (call.discloseMe()) {
            details.put("caller", caller.id.value());
            details.put("caller_authid", caller.principal.id());
            details.put("caller_authrole", caller.principal.role());
        }
        if (trust >= 0) {
            details.put("trustlevel", (long) trust);
        }
        if (to.forwardTimeout) {
            timeout.ifPresent(given -> details.put("timeout", given.toMillis()));
        }
        Passthru.copy(call.options(), details);
        return Dict.copyOf(details);
    }

    /**
     * A further piece of a call. One of a call that is over is ignored: the caller can't know yet.
     */
    private @Nullable String proceed(Session caller, Call call, Deliveries deliveries) {
        boolean mayProceed = caller.announced(Features.CALLER_SENDS_PROGRESS);
        if (!mayProceed || !caller.wasUsed(call.request())) {
            return "request numbers count up by one, from one";
        }
        PendingCall pending = caller.calls.get(call.request());
        if (pending == null || !pending.procedure.equals(call.procedure())) {
            return null;
        }
        if (!pending.sendsProgress) {
            return "CALL goes on with one that was whole";
        }
        Leg leg = pending.leg();
        if (leg == null || pending.isComplete()) {
            return null;
        }
        pending.complete(!call.progress());
        Session callee = leg.callee().session;
        Registration registration = (Registration) leg.callee().attachment;
        Dict details = call.progress() ? leg.details().with("progress", true) : leg.details();
        Invocation invocation =
                new Invocation(
                        leg.invocation(), registration.registrationId, details, call.payload());
        if (callee.send(invocation, deliveries) == Offer.TOO_LONG) {
            String why = "the callee takes no message of that length";
            ends.giveUp(pending, ErrorUri.PAYLOAD_SIZE_EXCEEDED, why, deliveries);
        }
        return null;
    }

    /** A result, or a piece of one. */
    public @Nullable String yielded(Session callee, Yield yield, Deliveries deliveries) {
        PendingCall pending = callee.invocations.get(yield.request());
        if (pending == null) {
            return late(callee, yield.request(), MessageType.YIELD);
        }
        if (Passthru.in(yield.options())) {
            if (!callee.announced(Features.CALLEE_PASSTHRU)) {
                return "YIELD: ppt_scheme, but payload_passthru_mode was not announced";
            }
            if (!pending.caller.announced(Features.CALLER_PASSTHRU)) {
                refusePassthru(callee, yield, pending, deliveries);
                return null;
            }
        }
        if (yield.progress()) {
            if (pending.receivesProgress && !pending.isFinished()) {
                ends.restartTimer(pending);
                result(pending, details(yield, PROGRESS), yield.payload(), deliveries);
            }
        } else if (pending.finish()) {
            Dict details = details(yield, Dict.EMPTY);
            if (result(pending, details, yield.payload(), deliveries) == Offer.TOO_LONG) {
                String why = "the caller takes no message of that length";
                ends.tell(pending, ErrorUri.PAYLOAD_SIZE_EXCEEDED, why, deliveries);
            }
        }
        return null;
    }

    private static @Nullable String late(Session callee, RequestId invocation, MessageType type) {
        return callee.outbox.wasNumbered(invocation.value())
                ? null
                : type + " to an invocation that never was";
    }

    /** The caller can't take it: it and the callee are told. */
    private void refusePassthru(
            Session callee, Yield yield, PendingCall pending, Deliveries deliveries) {
        String why = "the caller does not support payload_passthru_mode";
        Uri error = ErrorUri.FEATURE_NOT_SUPPORTED;
        callee.refuse(MessageType.YIELD, yield.request(), error, why, deliveries);
        ends.fail(pending, error, why, deliveries);
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

    /** An error in place of a result. */
    public @Nullable String error(Session callee, ErrorMessage error, Deliveries deliveries) {
        if (error.requestType() != MessageType.INVOCATION) {
            return "ERROR to " + error.requestType();
        }
        PendingCall pending = callee.invocations.get(error.request());
        if (pending == null) {
            return late(callee, error.request(), MessageType.ERROR);
        }
        if (error.error().equals(ErrorUri.UNAVAILABLE)
                && callee.announced(Features.CALLEE_REROUTES)) {
            reroute(callee, pending, deliveries);
        } else if (pending.finish()) {
            pending.caller.send(
                    new ErrorMessage(
                            MessageType.CALL,
                            pending.request,
                            error.details(),
                            error.error(),
                            error.payload()),
                    deliveries);
        }
        return null;
    }

    /**
     * The callee can't take a call: the next one gets it. A call in pieces stays where its first
     * piece went, so it fails.
     *
     * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-call-re-routing">Call
     *     Re-Routing</a>
     */
    private void reroute(Session callee, PendingCall pending, Deliveries deliveries) {
        Leg leg = pending.leg();
        if (leg == null || leg.callee().session != callee) {
            return;
        }
        Call again = pending.again();
        if (pending.isKilled()) {
            ends.fail(pending, ErrorUri.CANCELED, "the call was cancelled", deliveries);
            return;
        }
        pending.release(leg);
        if (again == null || invokeAny(pending, again, deliveries) == Asked.NOBODY) {
            String why = "every callee of " + pending.procedure + " is unavailable";
            ends.fail(pending, ErrorUri.NO_AVAILABLE_CALLEE, why, deliveries);
        }
    }

    public void cancel(Session caller, Cancel cancel, Deliveries deliveries) {
        PendingCall pending = caller.calls.get(cancel.request());
        // Where there is none, its outcome is under way to the caller, or it never was.
        if (pending != null) {
            ends.cancel(pending, cancel.mode(), deliveries);
        }
    }

    /** The session is over: what it called is given up, what it served fails. */
    public void leave(Session session, Deliveries deliveries) {
        for (PendingCall pending : List.copyOf(session.calls.values())) {
            ends.abandon(pending, deliveries);
        }
        for (PendingCall pending : List.copyOf(session.invocations.values())) {
            Finished finished = pending.finishedLeg(session);
            if (finished != null) {
                ends.tell(pending, ErrorUri.CANCELED, "the callee left", deliveries);
            }
        }
    }
}
