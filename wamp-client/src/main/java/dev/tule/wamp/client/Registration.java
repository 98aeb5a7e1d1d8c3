package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.InvocationPolicy;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.Uri;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registration of a {@link WampClient}: it lasts until it is closed, over lost connections. Safe
 * for use by many threads.
 */
public final class Registration implements AutoCloseable {
    private final WampClient client;
    private final Uri procedure;
    private final MatchPolicy match;
    private final InvocationPolicy invoke;
    private final ProcedureCall.Handler handler;
    private volatile @Nullable RegistrationId id;

    Registration(
            WampClient client,
            Uri procedure,
            MatchPolicy match,
            InvocationPolicy invoke,
            ProcedureCall.Handler handler) {
        this.client = client;
        this.procedure = procedure;
        this.match = match;
        this.invoke = invoke;
        this.handler = handler;
    }

    /** The procedure or pattern that was offered. */
    public Uri procedure() {
        return procedure;
    }

    public MatchPolicy match() {
        return match;
    }

    /** Ends it; calls under way go on. Without effect when ended already. */
    @Override
    public void close() {
        client.unregister(this);
    }

    Dict options() {
        Map<String, Object> options = new LinkedHashMap<>();
        if (match != MatchPolicy.EXACT) {
            options.put("match", match.wireName());
        }
        if (invoke != InvocationPolicy.SINGLE) {
            options.put("invoke", invoke.wireName());
        }
        return Dict.copyOf(options);
    }

    ProcedureCall.Handler handler() {
        return handler;
    }

    /** Its number in the present session; another one after each reconnection. */
    @Nullable RegistrationId id() {
        return id;
    }

    void id(RegistrationId given) {
        id = given;
    }
}
