package dev.tule.wamp.router;

import dev.tule.wamp.Call;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Result;
import dev.tule.wamp.Uri;
import java.util.HashMap;
import java.util.Map;

/**
 * The procedures that the router itself serves on a realm: those that begin with {@code wamp.},
 * which nobody else may serve. They answer on the caller's thread, and so before it says anything
 * else.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#session-metapi">Session Meta API</a>
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#rpc-reg-metapi">Registration Meta
 *     API</a>
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#pubsub-sub-metapi">Subscription Meta
 *     API</a>
 */
final class MetaProcedures {
    private final Map<Uri, Procedure> procedures = new HashMap<>();

    MetaProcedures(Realm realm) {
        procedures.putAll(new SessionProcedures(realm).all());
        procedures.putAll(new RegistrationProcedures(realm).all());
        procedures.putAll(new SubscriptionProcedures(realm).all());
    }

    /** One of them. Must not block. */
    @FunctionalInterface
    interface Procedure {
        Payload call(Session caller, MetaArguments arguments) throws MetaError;
    }

    void call(Session caller, Call call, Deliveries deliveries) {
        Procedure procedure = procedures.get(call.procedure());
        if (procedure == null) {
            refuse(caller, call, ErrorUri.NO_SUCH_PROCEDURE, "nobody serves it", deliveries);
            return;
        }
        try {
            Payload result = procedure.call(caller, new MetaArguments(call.payload()));
            caller.send(new Result(call.request(), Dict.EMPTY, result), deliveries);
        } catch (MetaError e) {
            refuse(caller, call, e.uri(), String.valueOf(e.getMessage()), deliveries);
        }
    }

    private static void refuse(
            Session caller, Call call, Uri error, String why, Deliveries deliveries) {
        caller.send(ErrorMessage.of(MessageType.CALL, call.request(), error, why), deliveries);
    }
}
