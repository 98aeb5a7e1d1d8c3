package dev.tule.wamp.router;

import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.Message;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.Outbox.Gate;
import dev.tule.wamp.router.Outbox.Offer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A session on a realm, from WELCOME to its end. What it holds - subscriptions, registrations,
 * calls - hangs on it, so that all goes when it goes. Safe for use by many threads, except {@link
 * #inSequence}, which is for the thread that handles its messages.
 */
final class Session {
    final SessionId id;
    final Principal principal;
    final Serializer serializer;
    final Outbox outbox;

    /** Open while the session lives. */
    final Gate gate = Gate.opened();

    final boolean calleeCancels;
    final boolean calleeProgresses;
    final Map<SubscriptionId, Broker.Member> subscriptions = new ConcurrentHashMap<>();
    final Map<RegistrationId, Dealer.Callee> registrations = new ConcurrentHashMap<>();

    /** Calls it made that wait for their result, by CALL.Request. */
    final Map<RequestId, PendingCall> calls = new ConcurrentHashMap<>();

    /** Calls it serves, by INVOCATION.Request. */
    final Map<RequestId, PendingCall> invocations = new ConcurrentHashMap<>();

    private final Runnable tooSlow;
    private long lastRequest;

    /** Set under the broker's and the dealer's lock: nothing may be added to it any more. */
    volatile boolean left;

    Session(
            SessionId id,
            Principal principal,
            Dict roles,
            Serializer serializer,
            Outbox outbox,
            Runnable tooSlow) {
        this.id = id;
        this.principal = principal;
        this.serializer = serializer;
        this.outbox = outbox;
        this.tooSlow = tooSlow;
        Dict callee = roles.dict("callee").dict("features");
        this.calleeCancels = callee.flag("call_canceling", false);
        this.calleeProgresses = callee.flag("progressive_call_results", false);
    }

    /**
     * Whether a request's number is the next.
     *
     * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-ids">IDs</a>
     */
    boolean inSequence(RequestId request) {
        long next = lastRequest == RequestId.MAX ? 1 : lastRequest + 1;
        lastRequest = request.value();
        return request.value() == next;
    }

    /** Sends a message that no gate but the session's holds back. */
    Offer send(Message message, Deliveries deliveries) {
        return sent(outbox.add(gate, serializer.encode(message)), deliveries);
    }

    /** Answers a request with an error. */
    void refuse(MessageType request, RequestId id, Uri error, String why, Deliveries deliveries) {
        send(ErrorMessage.of(request, id, error, why), deliveries);
    }

    /** Sees to what was offered to the outbox; not for use under a lock. */
    Offer sent(Offer offer, Deliveries deliveries) {
        switch (offer) {
            case ADDED -> deliveries.to(outbox);
            case FULL -> tooSlow.run();
            case GONE, TOO_LONG -> {}
        }
        return offer;
    }
}
