package dev.tule.wamp.router.session;

import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.Goodbye;
import dev.tule.wamp.Message;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.RegistrationRevoked;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.SubscriptionRevoked;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.authentication.Principal;
import dev.tule.wamp.router.authorization.Policy;
import dev.tule.wamp.router.delivery.Brake;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.delivery.Outbox;
import dev.tule.wamp.router.delivery.Outbox.Gate;
import dev.tule.wamp.router.delivery.Outbox.Offer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A session on a realm, from WELCOME to its end. What it holds - subscriptions, registrations,
 * calls - hangs on it, so that all goes when it goes. Safe for use by many threads, except {@link
 * #inSequence}, which is for the thread that handles its messages.
 */
public final class Session {
    public final SessionId id;
    public final Principal principal;
    public final Serializer serializer;
    public final Outbox outbox;

    /** Open while the session lives. */
    public final Gate gate = Gate.opened();

    private final Set<Features> announced;

    /** Its parts in subscriptions, by their number. */
    public final Map<Long, Member> subscriptions = new ConcurrentHashMap<>();

    /** Its parts in registrations, by their number. */
    public final Map<Long, Member> registrations = new ConcurrentHashMap<>();

    /** Calls of the router's procedures that wait for the disk. */
    public final AtomicInteger slowCalls = new AtomicInteger();

    public final Testaments testaments = new Testaments();

    /** Calls it made that wait for their result, by CALL.Request. */
    public final Map<RequestId, PendingCall> calls = new ConcurrentHashMap<>();

    /** Calls it serves, by INVOCATION.Request. */
    public final Map<RequestId, PendingCall> invocations = new ConcurrentHashMap<>();

    public final Connection connection;

    /** What it may do; replaced where the configuration changes. */
    private volatile Policy policy;

    private long lastRequest;

    /** Whether it goes without a word to others: all do. */
    private volatile boolean silenced;

    /** Set under the broker's and the dealer's lock: nothing may be added to it any more. */
    volatile boolean left;

    public Session(
            SessionId id,
            Principal principal,
            Dict roles,
            Serializer serializer,
            Outbox outbox,
            Policy policy,
            Connection connection) {
        this.id = id;
        this.principal = principal;
        this.serializer = serializer;
        this.outbox = outbox;
        this.policy = policy;
        this.connection = connection;
        this.announced = Features.of(roles);
    }

    /** What its client's connection does for it. Safe for use by many threads. */
    public interface Connection {

        /** More waits for the client than may: it is disconnected. */
        void tooSlow();

        /** The client has begun to read too slowly, and its outbox does something about it. */
        void slowed();

        /** Stops reading from the client. */
        Brake brake();

        /** Ends the session from outside, and the connection with it. */
        void kill(Goodbye goodbye);
    }

    public Policy policy() {
        return policy;
    }

    /** The configuration has changed. */
    public void policy(Policy changed) {
        policy = changed;
    }

    /** It shall go without a word to others. */
    public void silence() {
        silenced = true;
    }

    public boolean isSilenced() {
        return silenced;
    }

    /** Whether it is over: nothing may be added to it any more. */
    public boolean hasLeft() {
        return left;
    }

    public boolean announced(Features feature) {
        return announced.contains(feature);
    }

    /** What tells the client that it was detached; null where it wouldn't understand. */
    @Nullable Message revocation(Attachment attachment, String reason) {
        return switch (attachment) {
            case Subscription subscription when announced(Features.SUBSCRIBER_REVOKED) ->
                    SubscriptionRevoked.of(subscription.subscriptionId, reason);
            case Registration registration when announced(Features.CALLEE_REVOKED) ->
                    RegistrationRevoked.of(registration.registrationId, reason);
            case Subscription _, Registration _ -> null;
        };
    }

    /**
     * Whether a request's number is the next.
     *
     * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-ids">IDs</a>
     */
    public boolean inSequence(RequestId request) {
        if (request.value() != lastRequest % RequestId.MAX + 1) {
            return false;
        }
        lastRequest = request.value();
        return true;
    }

    /** Whether a number was used before: then it may go on with a call. */
    public boolean wasUsed(RequestId request) {
        return request.value() <= lastRequest;
    }

    /** Sends a message that no gate but the session's holds back. */
    public Offer send(Message message, Deliveries deliveries) {
        return sent(outbox.add(gate, serializer.encode(message)), deliveries);
    }

    /** Answers a request with an error. */
    public void refuse(
            MessageType request, RequestId id, Uri error, String why, Deliveries deliveries) {
        send(ErrorMessage.of(request, id, error, why), deliveries);
    }

    /** Sees to what was offered to the outbox; under a lock only where deliveries are held. */
    public Offer sent(Offer offer, Deliveries deliveries) {
        switch (offer) {
            case ADDED -> {
                deliveries.to(outbox);
                if (outbox.newlySlow()) {
                    deliveries.later(connection::slowed);
                }
            }
            case FULL -> deliveries.later(connection::tooSlow);
            case GONE, TOO_LONG -> {}
        }
        return offer;
    }
}
