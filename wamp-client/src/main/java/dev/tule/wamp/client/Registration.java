package dev.tule.wamp.client;

import dev.tule.wamp.Message;
import dev.tule.wamp.Register;
import dev.tule.wamp.Registered;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Uri;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A registration of a {@link WampClient}: it lasts until it is closed, over lost connections. Calls
 * under way when it is closed go on. Safe for use by many threads.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-registering-and-unregisteri">
 *     Registering</a>
 */
public final class Registration extends Standing {
    private final Uri procedure;
    private final RegisterOptions options;
    private final ProcedureCall.Handler handler;
    private final Turns turns;
    private volatile @Nullable RegistrationId id;

    Registration(
            WampClient client,
            Uri procedure,
            RegisterOptions options,
            ProcedureCall.Handler handler) {
        super(client);
        this.procedure = procedure;
        this.options = options;
        this.handler = handler;
        this.turns = new Turns(options.concurrency());
    }

    /** The procedure or pattern that was offered. */
    public Uri procedure() {
        return procedure;
    }

    public RegisterOptions options() {
        return options;
    }

    /** Its number, by which the meta API knows it; after a reconnection it may be another one. */
    public Optional<RegistrationId> id() {
        return Optional.ofNullable(id);
    }

    @Override
    Message request(RequestId request) {
        return new Register(request, options.toDict(), procedure);
    }

    @Override
    boolean granted(ClientSession session, Message answer) {
        if (!(answer instanceof Registered registered)) {
            return false;
        }
        id = registered.registration();
        session.install(this, registered.registration());
        return true;
    }

    @Override
    void withdraw(ClientSession session) {
        RegistrationId number = id;
        if (number != null) {
            session.unregister(this, number);
        }
    }

    @Override
    String doing() {
        return "registering " + procedure;
    }

    ProcedureCall.Handler handler() {
        return handler;
    }

    Turns turns() {
        return turns;
    }
}
