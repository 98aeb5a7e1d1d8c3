package dev.tule.wamp.router.dealer;

import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.InvocationPolicy;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Message;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.Register;
import dev.tule.wamp.Registered;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.Unregister;
import dev.tule.wamp.Unregistered;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.means.Means;
import dev.tule.wamp.router.session.Attachments;
import dev.tule.wamp.router.session.Features;
import dev.tule.wamp.router.session.Member;
import dev.tule.wamp.router.session.Registration;
import dev.tule.wamp.router.session.Session;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Knows who serves which procedure; {@link Calls} does the calling. Finding a callee takes no lock;
 * registering and unregistering take the dealer's. See {@link dev.tule.wamp.router.realm.Realm
 * Realm}.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-register-2">Registering and
 *     Unregistering</a>
 */
public final class Dealer {
    private final RealmConfig config;
    private final RouterLimits limits;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Attachments<Registration> registrations;

    public Dealer(RealmConfig config, Means means, Attachments.Watcher<Registration> watcher) {
        this.config = config;
        this.limits = means.limits();
        this.random = means.draws();
        this.clock = means.clock();
        this.registrations = new Attachments<>(session -> session.registrations, watcher);
    }

    public Attachments<Registration> registrations() {
        return registrations;
    }

    public void register(Session session, Register register, Deliveries deliveries) {
        Uri procedure = register.procedure();
        if (!config.uriRule().accepts(procedure, register.match()) || procedure.reserved()) {
            String why = "not a procedure: " + procedure;
            refuse(session, register, ErrorUri.INVALID_URI, why, deliveries);
            return;
        }
        if (session.registrations.size() >= limits.registrations()) {
            String why = "a session may have " + limits.registrations() + " registrations";
            refuse(session, register, ErrorUri.NOT_AUTHORIZED, why, deliveries);
            return;
        }
        if (!registrations.attach(session, new Joining(session, register, clock), deliveries)) {
            String why = "already registered: " + procedure;
            refuse(session, register, ErrorUri.PROCEDURE_ALREADY_EXISTS, why, deliveries);
        }
    }

    private static void refuse(
            Session session, Register register, Uri error, String why, Deliveries deliveries) {
        session.refuse(MessageType.REGISTER, register.request(), error, why, deliveries);
    }

    private record Joining(Session session, Register register, InstantSource clock)
            implements Attachments.Request<Registration> {
        @Override
        public Uri uri() {
            return register.procedure();
        }

        @Override
        public MatchPolicy match() {
            return register.match();
        }

        @Override
        public Registration create(long id) {
            return new Registration(id, uri(), match(), register.invoke(), clock.instant());
        }

        @Override
        public Member join(Registration registration) {
            boolean forwards =
                    register.forwardTimeout() && session.announced(Features.CALLEE_TIMES_OUT);
            return new Member(registration, session, forwards);
        }

        @Override
        public boolean admittedTo(Registration existing) {
            return existing.invoke != InvocationPolicy.SINGLE
                    && existing.invoke == register.invoke()
                    && !session.registrations.containsKey(existing.id);
        }

        @Override
        public boolean displaces() {
            return register.forceReregister();
        }

        @Override
        public Message answer(Registration registration) {
            return new Registered(register.request(), registration.registrationId);
        }

        @Override
        public void attached(Registration registration, Member member, Deliveries deliveries) {}
    }

    public void unregister(Session session, Unregister unregister, Deliveries deliveries) {
        long id = unregister.registration().value();
        Unregistered answer = new Unregistered(unregister.request());
        if (!registrations.detach(session, id, answer, deliveries)) {
            session.refuse(
                    MessageType.UNREGISTER,
                    unregister.request(),
                    ErrorUri.NO_SUCH_REGISTRATION,
                    "not registered",
                    deliveries);
        }
    }

    /**
     * Ends a session's part in a registration, by the router's leave; calls under way go on.
     *
     * @return false where it has none
     */
    public boolean revoke(
            Session session, RegistrationId registration, String reason, Deliveries deliveries) {
        return registrations.revoke(session, registration.value(), reason, deliveries);
    }

    /** The session is over: its registrations go with it. */
    public void leave(Session session) {
        registrations.leave(session);
    }

    /**
     * Who shall serve a call: as the registration's policy has it, were those not there who can't.
     *
     * @param except who was found gone before, or has said that it can't
     * @return null where nobody else serves the procedure
     * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-shared-registration">Shared
     *     Registration</a>
     * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-call-re-routing">Call
     *     Re-Routing</a>
     */
    @Nullable Member calleeOf(Uri procedure, List<Member> except) {
        Registration registration = registrations.index().best(procedure.value());
        if (registration == null) {
            return null;
        }
        Member[] callees = registration.members();
        int count = callees.length;
        if (count == 0) {
            return null;
        }
        boolean backwards = registration.invoke == InvocationPolicy.LAST;
        int first =
                switch (registration.invoke) {
                    case SINGLE, FIRST -> 0;
                    case LAST -> count - 1;
                    case RANDOM -> random.nextInt(count);
                    case ROUNDROBIN -> registration.turn.getAndIncrement();
                };
        for (int i = 0; i < count; i++) {
            Member callee = callees[Math.floorMod(backwards ? first - i : first + i, count)];
            if (!except.contains(callee)) {
                return callee;
            }
        }
        return null;
    }

    /** Whether nobody serves anything. */
    public boolean isEmpty() {
        return registrations.isEmpty();
    }
}
