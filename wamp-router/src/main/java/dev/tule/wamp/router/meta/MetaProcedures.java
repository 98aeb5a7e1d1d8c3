package dev.tule.wamp.router.meta;

import dev.tule.wamp.Call;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Result;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.broker.Broker;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.dealer.Calls;
import dev.tule.wamp.router.dealer.Dealer;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.delivery.Outbox.Offer;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.router.session.Sessions;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * The procedures that the router itself serves on a realm: those that begin with {@code wamp.},
 * which nobody else may serve. They answer on the caller's thread, and so before it says anything
 * else; those that read from disk on one of their own.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-session-meta-api">Session Meta
 *     API</a>
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-registration-meta-api">Registration
 *     Meta API</a>
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-subscriptions-meta-api">Subscription
 *     Meta API</a>
 */
public final class MetaProcedures implements Calls.Reserved {
    private static final System.Logger LOG = System.getLogger(MetaProcedures.class.getName());
    private static final int SLOW_CALLS = 8;

    private final Map<Uri, Procedure> procedures = new HashMap<>();
    private final Map<Uri, Procedure> slow;
    private final Executor background;

    /**
     * @param background runs what blocks
     */
    public MetaProcedures(
            RealmConfig config,
            Sessions sessions,
            Broker broker,
            Dealer dealer,
            Executor background) {
        this.background = background;
        procedures.putAll(new SessionProcedures(config, sessions, broker).all());
        procedures.putAll(new RegistrationProcedures(sessions, dealer).all());
        procedures.putAll(new SubscriptionProcedures(sessions, broker).all());
        this.slow =
                Map.of(
                        Uri.of("wamp.subscription.get_events"),
                        new EventProcedures(broker)::getEvents);
    }

    /** One of them. */
    @FunctionalInterface
    interface Procedure {
        Payload call(Session caller, MetaArguments arguments) throws MetaError;
    }

    @Override
    public void call(Session caller, Call call, Deliveries deliveries) {
        Procedure quick = procedures.get(call.procedure());
        Procedure blocking = slow.get(call.procedure());
        if (quick != null) {
            answer(quick, caller, call, deliveries);
        } else if (blocking == null) {
            refuse(caller, call, ErrorUri.NO_SUCH_PROCEDURE, "nobody serves it", deliveries);
        } else if (caller.slowCalls.incrementAndGet() > SLOW_CALLS) {
            caller.slowCalls.decrementAndGet();
            String why = "a session may have " + SLOW_CALLS + " such calls in flight";
            refuse(caller, call, ErrorUri.UNAVAILABLE, why, deliveries);
        } else {
            background.execute(() -> answerLater(blocking, caller, call));
        }
    }

    private static void answerLater(Procedure procedure, Session caller, Call call) {
        Deliveries own = new Deliveries();
        try {
            answer(procedure, caller, call, own);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, call.procedure() + " failed", e);
            refuse(caller, call, ErrorUri.RUNTIME_ERROR, "the router failed", own);
        } finally {
            caller.slowCalls.decrementAndGet();
            own.flush();
        }
    }

    private static void answer(
            Procedure procedure, Session caller, Call call, Deliveries deliveries) {
        try {
            Payload result = procedure.call(caller, new MetaArguments(call.payload()));
            Result answer = new Result(call.request(), Dict.EMPTY, result);
            if (caller.send(answer, deliveries) == Offer.TOO_LONG) {
                String why = "the caller takes no message of that length";
                refuse(caller, call, ErrorUri.PAYLOAD_SIZE_EXCEEDED, why, deliveries);
            }
        } catch (MetaError e) {
            refuse(caller, call, e.uri(), String.valueOf(e.getMessage()), deliveries);
        }
    }

    private static void refuse(
            Session caller, Call call, Uri error, String why, Deliveries deliveries) {
        caller.send(ErrorMessage.of(MessageType.CALL, call.request(), error, why), deliveries);
    }
}
