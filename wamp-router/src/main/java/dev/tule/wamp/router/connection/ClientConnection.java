package dev.tule.wamp.router.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.Abort;
import dev.tule.wamp.Authenticate;
import dev.tule.wamp.CloseUri;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Goodbye;
import dev.tule.wamp.Hello;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Message;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.Welcome;
import dev.tule.wamp.router.authentication.Principal;
import dev.tule.wamp.router.authentication.Step;
import dev.tule.wamp.router.authorization.Policy;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.SlowConsumerPolicy;
import dev.tule.wamp.router.delivery.Brake;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.delivery.Outbox;
import dev.tule.wamp.router.delivery.Outbox.Gate;
import dev.tule.wamp.router.delivery.Outbox.Offer;
import dev.tule.wamp.router.means.Timers;
import dev.tule.wamp.router.realm.Realm;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.transport.Transport;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: the life of its sessions, one after the other. What the client says
 * while one is open is for {@link OpenSession}.
 *
 * <p>Messages arrive one at a time. What may come from other threads - a client was admitted, the
 * router stops, the client reads too slowly - changes the phase under this object's lock, and
 * leaves the realm outside of it.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-hello-2">Sessions</a>
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-protocol-errors">Protocol
 *     Errors</a>
 */
final class ClientConnection implements Transport.Receiver, Session.Connection, OpenSession.Exits {
    private static final System.Logger LOG = System.getLogger(ClientConnection.class.getName());

    /** How long a client that was told to go may take to answer. */
    private static final Duration GOODBYE_PATIENCE = Duration.ofSeconds(5);

    private final RouterCore router;
    private final Transport transport;

    private final Entrance entrance;
    private final Outbox outbox;
    private final Gate always = Gate.opened();

    /** Of the thread that delivers messages. */
    private final Deliveries deliveries = new Deliveries();

    private final Backlog backlog;

    @GuardedBy("this")
    private Phase phase = Phase.BEFORE_HELLO;

    @GuardedBy("this")
    private Timers.Timer timer = Timers.Timer.NONE;

    @GuardedBy("this")
    private @Nullable Admission admission;

    private final Brake brake;

    /** The session that is open; null while there is none. */
    private volatile @Nullable OpenSession joined;

    ClientConnection(RouterCore router, Transport transport, Entrance entrance) {
        this.router = router;
        this.transport = transport;
        this.entrance = entrance;
        this.brake = new Brake(transport);
        this.backlog = new Backlog(router, brake, deliveries, this::handle, this::failed);
        this.outbox = new Outbox(transport, router.limits(), router.statistics());
    }

    private enum Phase {
        BEFORE_HELLO,
        CHALLENGED,
        /** Who it is is being found out: the client has nothing to say until it is told. */
        CHECKING,
        OPEN,
        /** We said goodbye first. */
        LEAVING,
        OVER
    }

    void start() {
        awaitHello();
    }

    private void awaitHello() {
        synchronized (this) {
            timer.cancel();
            timer = router.timers().after(router.limits().helloTimeout(), this::waitedTooLong);
        }
        router.waits(this);
    }

    /** Too many wait for a session, and this client has waited longest. */
    void makeWay() {
        synchronized (this) {
            if (phase == Phase.OPEN || phase == Phase.LEAVING || phase == Phase.OVER) {
                return;
            }
        }
        abort(ErrorUri.TIMEOUT, "too many connections wait for a session, this one longest");
    }

    private void waitedTooLong() {
        synchronized (this) {
            if (phase == Phase.OPEN || phase == Phase.LEAVING) {
                // The session was opened just when the time was over.
                return;
            }
            leavePhase(Phase.LEAVING);
        }
        abort(ErrorUri.TIMEOUT, "no session was opened in time");
    }

    @Override
    public void message(byte[] bytes) {
        router.statistics().received.increment();
        switch (backlog.take(bytes)) {
            case NO -> handle(bytes);
            case YES -> {}
            case FULL -> abort(ErrorUri.NETWORK_FAILURE, "too many messages waited for a decision");
        }
    }

    private void handle(byte[] bytes) {
        try {
            decode(bytes);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** A fault of ours: it ends this session, and no other. */
    private void failed(RuntimeException fault) {
        LOG.log(Level.ERROR, "a message of " + transport.description() + " failed", fault);
        abort(ErrorUri.RUNTIME_ERROR, "the router failed");
    }

    private void decode(byte[] bytes) {
        Message message;
        try {
            message = transport.serializer().decode(bytes, router.limits().message());
        } catch (MalformedMessage e) {
            violation(String.valueOf(e.getMessage()));
            return;
        }
        OpenSession open = joined;
        if (open == null) {
            withoutSession(message);
        } else {
            open.handle(message);
        }
    }

    @Override
    public void flush() {
        if (!backlog.holds()) {
            deliveries.flush();
        }
    }

    private void withoutSession(Message message) {
        Phase now;
        synchronized (this) {
            now = phase;
        }
        switch (now) {
            case BEFORE_HELLO -> {
                if (message instanceof Hello hello) {
                    hello(hello);
                } else if (message instanceof Abort) {
                    close();
                } else {
                    violation(message.type() + " before the session is open");
                }
            }
            case CHALLENGED -> {
                if (message instanceof Authenticate authenticate) {
                    authenticate(authenticate);
                } else if (message instanceof Abort) {
                    close();
                } else {
                    violation(message.type() + " in place of AUTHENTICATE");
                }
            }
            case CHECKING -> {
                if (message instanceof Abort) {
                    close();
                } else {
                    violation(message.type() + " before the session is open");
                }
            }
            case LEAVING -> {
                if (message instanceof Goodbye || message instanceof Abort) {
                    close();
                }
            }
            case OPEN, OVER -> {}
        }
    }

    private void hello(Hello hello) {
        if (hello.roles().isEmpty()) {
            violation("HELLO must announce a role at least");
            return;
        }
        Realm realm = router.realm(hello.realm());
        if (realm == null) {
            abort(ErrorUri.NO_SUCH_REALM, "no such realm: " + hello.realm());
            return;
        }
        Admission wanted =
                new Admission(router, realm, hello, transport.details(), entrance.methods());
        synchronized (this) {
            if (phase != Phase.BEFORE_HELLO) {
                return;
            }
            phase = Phase.CHECKING;
            admission = wanted;
        }
        Principal known = entrance.known();
        if (known == null) {
            wanted.begin(deliveries, (step, to) -> take(wanted, step, to));
        } else {
            open(wanted, known, deliveries);
        }
    }

    private void authenticate(Authenticate authenticate) {
        Admission wanted;
        synchronized (this) {
            if (phase != Phase.CHALLENGED || admission == null) {
                return;
            }
            phase = Phase.CHECKING;
            wanted = admission;
        }
        wanted.answer(authenticate, (step, to) -> take(wanted, step, to));
    }

    private void take(Admission wanted, Step step, Deliveries to) {
        switch (step) {
            case Step.Challenged challenged -> {
                synchronized (this) {
                    if (phase != Phase.CHECKING) {
                        return;
                    }
                    phase = Phase.CHALLENGED;
                }
                send(challenged.challenge(), to);
            }
            case Step.Admitted admitted -> open(wanted, admitted.principal(), to);
            case Step.Denied denied -> abort(denied.reason(), denied.why());
            case Step.Declined _ -> throw new IllegalStateException("declined to the end");
        }
    }

    private void open(Admission wanted, Principal principal, Deliveries to) {
        Policy policy = wanted.realm.policy(principal.role());
        if (policy == null) {
            abort(ErrorUri.NO_SUCH_ROLE, "no such role: " + principal.role());
            return;
        }
        Session session;
        synchronized (this) {
            if (phase != Phase.CHECKING) {
                return;
            }
            timer.cancel();
            admission = null;
            phase = Phase.OPEN;
            outbox.restartNumbers();
            outbox.policy(wanted.realm.config.slowConsumers());
            session =
                    router.join(
                            wanted.realm,
                            wanted.session,
                            id -> session(id, wanted, principal, policy));
            joined = new OpenSession(wanted.realm, session, backlog, deliveries, this);
        }
        router.joined(this);
        router.statistics().sessions.increment();
        Dict details =
                Dict.of(
                        "roles", Announcement.ROLES,
                        "realm", wanted.realm.config.name().value(),
                        "authid", principal.id(),
                        "authrole", principal.role(),
                        "authmethod", principal.method(),
                        "authprovider", principal.provider(),
                        "agent", "Tule");
        if (!principal.extra().isEmpty()) {
            details = details.with("authextra", principal.extra().asMap());
        }
        if (session.send(new Welcome(session.id, details), to) == Offer.TOO_LONG) {
            // RawSocket clients may take as little as 512 bytes: they get the basic profile.
            Dict basic = details.with("roles", Announcement.BASIC);
            session.send(new Welcome(session.id, basic), to);
        }
        wanted.realm.joined(session);
    }

    private Session session(SessionId id, Admission wanted, Principal principal, Policy policy) {
        return new Session(
                id, principal, wanted.roles, transport.serializer(), outbox, policy, this);
    }

    /** The client leaves; the connection may carry another session. */
    @Override
    public void goodbye() {
        OpenSession left = leavePhase(Phase.BEFORE_HELLO);
        leave(left, deliveries);
        send(Goodbye.of(CloseUri.GOODBYE_AND_OUT), deliveries);
        awaitHello();
    }

    /** The router stops. */
    void shutDown() {
        OpenSession left;
        synchronized (this) {
            if (phase == Phase.OVER || phase == Phase.LEAVING) {
                return;
            }
            if (phase != Phase.OPEN) {
                left = null;
            } else {
                left = leavePhase(Phase.LEAVING);
            }
        }
        Deliveries own = new Deliveries();
        if (left == null) {
            abort(CloseUri.SYSTEM_SHUTDOWN, "the router stops");
        } else {
            send(Goodbye.of(CloseUri.SYSTEM_SHUTDOWN), own);
            leave(left, own);
        }
        own.flush();
    }

    @Override
    public Brake brake() {
        return brake;
    }

    @Override
    public void slowed() {
        int time = outbox.takeNews();
        OpenSession open = joined;
        if (time == 0 || open == null) {
            return;
        }
        RealmConfig config = open.realm.config;
        boolean pausing = config.slowConsumers() == SlowConsumerPolicy.PAUSE_PUBLISHERS;
        if (pausing) {
            Duration patience = config.routing().slowConsumerPatience();
            var _ = router.timers().after(patience, () -> lastingSlow(time));
        }
        open.realm.broker.meta().slow(open.session, pausing ? "pausing" : "dropping");
    }

    private void lastingSlow(int time) {
        if (outbox.isSlowSince(time)) {
            tooSlow();
        }
    }

    @Override
    public void kill(Goodbye goodbye) {
        OpenSession left;
        synchronized (this) {
            if (phase != Phase.OPEN) {
                return;
            }
            left = leavePhase(Phase.LEAVING);
            // It may be dead, and never answer.
            timer = router.timers().after(GOODBYE_PATIENCE, this::close);
        }
        Deliveries own = new Deliveries();
        send(goodbye, own);
        leave(left, own);
        own.flush();
    }

    /** Cuts the connection: the time for goodbyes is over. */
    void cut() {
        close();
    }

    /** Goes into another phase; returns the session that ends by that. */
    private synchronized @Nullable OpenSession leavePhase(Phase next) {
        if (phase == Phase.OVER) {
            return null;
        }
        phase = next;
        timer.cancel();
        OpenSession left = joined;
        joined = null;
        if (left != null) {
            left.end();
        }
        return left;
    }

    private void leave(@Nullable OpenSession left, Deliveries to) {
        if (left != null) {
            left.realm.leave(left.session, to);
            router.statistics().sessions.decrement();
        }
    }

    private void send(Message message, Deliveries to) {
        Offer offer = outbox.add(always, transport.serializer().encode(message));
        if (offer == Offer.ADDED) {
            to.to(outbox);
        } else if (offer == Offer.FULL) {
            tooSlow();
        }
    }

    @Override
    public void violation(String why) {
        router.statistics().violations.increment();
        LOG.log(Level.DEBUG, "{0} broke the protocol: {1}", transport.description(), why);
        abort(ErrorUri.PROTOCOL_VIOLATION, why);
    }

    private void abort(Uri reason, String why) {
        end(transport.serializer().encode(Abort.of(reason, why)), false);
    }

    @Override
    public void close() {
        end(null, false);
    }

    /** More waits for the client than may. May be called by any session's thread, in any depth. */
    @Override
    public void tooSlow() {
        String why = "too many messages waited";
        byte[] last = transport.serializer().encode(Abort.of(ErrorUri.NETWORK_FAILURE, why));
        // Before the transport is closed, and the session forgotten by that.
        OpenSession open = joined;
        if (!outbox.finish(last, true)) {
            return;
        }
        router.statistics().slowConsumers.increment();
        LOG.log(
                Level.WARNING,
                "{0} reads too slowly and is disconnected: too much waited for it, or too long"
                        + " (limits: {1} messages, {2} bytes)",
                transport.description(),
                router.limits().queueMessages(),
                router.limits().queueBytes());
        // Elsewhere: ending this session may overflow another's queue, and that one's another's.
        router.background().execute(() -> endSlow(open));
    }

    private void endSlow(@Nullable OpenSession open) {
        if (open != null) {
            open.realm.broker.meta().slow(open.session, "disconnected");
        }
        end(null, true);
    }

    private void end(byte @Nullable [] last, boolean discardWaiting) {
        OpenSession left;
        synchronized (this) {
            if (phase == Phase.OVER) {
                return;
            }
            left = leavePhase(Phase.OVER);
        }
        outbox.finish(last, discardWaiting);
        Deliveries own = new Deliveries();
        leave(left, own);
        own.flush();
    }

    @Override
    public void closed() {
        end(null, true);
        router.disconnected(this);
    }
}
