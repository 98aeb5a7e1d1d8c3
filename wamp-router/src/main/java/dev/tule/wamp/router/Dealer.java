package dev.tule.wamp.router;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.InvocationPolicy;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.Register;
import dev.tule.wamp.Registered;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.Unregister;
import dev.tule.wamp.Unregistered;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.Outbox.Gate;
import dev.tule.wamp.router.Outbox.Offer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Knows who serves which procedure; {@link Calls} does the calling. Finding a callee takes no lock;
 * registering and unregistering take the dealer's. See {@link Realm}.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-register-2">Registering and
 *     Unregistering</a>
 */
final class Dealer {
    private final RealmConfig config;
    private final RouterLimits limits;
    private final RandomGenerator random;
    private final PatternIndex<Registration> index = new PatternIndex<>();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private long lastId;

    Dealer(RealmConfig config, RouterLimits limits, RandomGenerator random) {
        this.config = config;
        this.limits = limits;
        this.random = random;
    }

    /** A procedure or pattern that somebody serves. */
    static final class Registration {
        final RegistrationId id;
        final Uri procedure;
        final MatchPolicy match;
        final InvocationPolicy invoke;
        final AtomicInteger turn = new AtomicInteger();

        /** In the order they registered; replaced whole, under the dealer's lock. */
        volatile Callee[] callees = {};

        Registration(RegistrationId id, Uri procedure, MatchPolicy match, InvocationPolicy invoke) {
            this.id = id;
            this.procedure = procedure;
            this.match = match;
            this.invoke = invoke;
        }
    }

    /** One session's part in a registration. */
    static final class Callee {
        final Registration registration;
        final Session session;
        final Gate gate = new Gate();

        Callee(Registration registration, Session session) {
            this.registration = registration;
            this.session = session;
        }
    }

    void register(Session session, Register register, Deliveries deliveries) {
        Uri procedure = register.procedure();
        MatchPolicy match = register.match();
        if (!config.uriRule().accepts(procedure, match) || procedure.reserved()) {
            String why = "not a procedure: " + procedure;
            refuse(session, register, ErrorUri.INVALID_URI, why, deliveries);
            return;
        }
        if (session.registrations.size() >= limits.registrations()) {
            String why = "a session may have " + limits.registrations() + " registrations";
            refuse(session, register, ErrorUri.NOT_AUTHORIZED, why, deliveries);
            return;
        }
        Offer offer = join(session, register, procedure, match);
        if (offer == null) {
            String why = "already registered: " + procedure;
            refuse(session, register, ErrorUri.PROCEDURE_ALREADY_EXISTS, why, deliveries);
        } else {
            session.sent(offer, deliveries);
        }
    }

    private static void refuse(
            Session session, Register register, Uri error, String why, Deliveries deliveries) {
        session.refuse(MessageType.REGISTER, register.request(), error, why, deliveries);
    }

    /** Adds a callee; null where the procedure is taken. */
    private @Nullable Offer join(
            Session session, Register register, Uri procedure, MatchPolicy match) {
        lock.lock();
        try {
            if (session.left) {
                return Offer.GONE;
            }
            Registration registration = index.get(match, procedure.value());
            if (registration == null) {
                registration =
                        new Registration(
                                new RegistrationId(++lastId), procedure, match, register.invoke());
                index.put(match, procedure.value(), registration);
            } else if (registration.invoke == InvocationPolicy.SINGLE
                    || registration.invoke != register.invoke()
                    || session.registrations.containsKey(registration.id)) {
                return null;
            }
            Callee callee = new Callee(registration, session);
            session.registrations.put(registration.id, callee);
            Callee[] callees = registration.callees;
            Callee[] more = Arrays.copyOf(callees, callees.length + 1);
            more[callees.length] = callee;
            registration.callees = more;
            byte[] registered =
                    session.serializer.encode(new Registered(register.request(), registration.id));
            return session.outbox.addAndOpen(session.gate, callee.gate, registered);
        } finally {
            lock.unlock();
        }
    }

    void unregister(Session session, Unregister unregister, Deliveries deliveries) {
        byte[] unregistered = session.serializer.encode(new Unregistered(unregister.request()));
        Offer offer = null;
        lock.lock();
        try {
            Callee callee = session.registrations.remove(unregister.registration());
            if (callee != null) {
                remove(callee);
                offer = session.outbox.addAndClose(session.gate, callee.gate, unregistered);
            }
        } finally {
            lock.unlock();
        }
        if (offer != null) {
            session.sent(offer, deliveries);
            return;
        }
        session.refuse(
                MessageType.UNREGISTER,
                unregister.request(),
                ErrorUri.NO_SUCH_REGISTRATION,
                "not registered",
                deliveries);
    }

    @GuardedBy("lock")
    private void remove(Callee callee) {
        Registration registration = callee.registration;
        Callee[] callees = registration.callees;
        Callee[] fewer = new Callee[callees.length - 1];
        int kept = 0;
        for (Callee other : callees) {
            if (other != callee) {
                fewer[kept++] = other;
            }
        }
        registration.callees = fewer;
        if (fewer.length == 0) {
            index.remove(registration.match, registration.procedure.value());
        }
    }

    /** The session is over: its registrations go with it. */
    void leave(Session session) {
        lock.lock();
        try {
            session.left = true;
            for (Callee callee : session.registrations.values()) {
                remove(callee);
            }
            session.registrations.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Who shall serve a call.
     *
     * @param attempt how many callees were found gone before
     * @return null where nobody serves the procedure
     */
    @Nullable Callee calleeOf(Uri procedure, int attempt) {
        Registration registration = index.best(procedure.value());
        if (registration == null) {
            return null;
        }
        Callee[] callees = registration.callees;
        int count = callees.length;
        if (count == 0) {
            return null;
        }
        int first =
                switch (registration.invoke) {
                    case SINGLE, FIRST -> 0;
                    case LAST -> count - 1 - attempt;
                    case RANDOM -> random.nextInt(count);
                    case ROUNDROBIN ->
                            attempt == 0
                                    ? registration.turn.getAndIncrement()
                                    : registration.turn.get();
                };
        int chosen = registration.invoke == InvocationPolicy.LAST ? first : first + attempt;
        return callees[Math.floorMod(chosen, count)];
    }

    /** Whether nobody serves anything. */
    boolean isEmpty() {
        return index.isEmpty();
    }
}
