package dev.tule.wamp.router.connection;

import dev.tule.wamp.Authenticate;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Hello;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.router.authentication.Attempt;
import dev.tule.wamp.router.authentication.JoinRequest;
import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.authentication.Step;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.realm.Realm;
import dev.tule.wamp.transport.TransportDetails;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A client's way from HELLO to WELCOME or ABORT: has each step decided on a thread that may block,
 * unless it can be decided at once. Steps come one at a time.
 */
final class Admission {
    private static final System.Logger LOG = System.getLogger(Admission.class.getName());

    /** A fault of ours, told without its cause. */
    private static final Step FAILED =
            new Step.Denied(ErrorUri.AUTHENTICATION_FAILED, "who you are could not be checked");

    private final RouterCore router;
    final Realm realm;
    final SessionId session;
    final Dict roles;
    private final Attempt attempt;

    /**
     * @param methods by which clients may authenticate where it comes in
     */
    Admission(
            RouterCore router,
            Realm realm,
            Hello hello,
            TransportDetails transport,
            Set<Method> methods) {
        this.router = router;
        this.realm = realm;
        this.session = router.drawSessionId();
        this.roles = hello.roles();
        this.attempt =
                realm.authenticator().attempt(new JoinRequest(hello, transport, methods, session));
    }

    /** What decides a step. */
    @FunctionalInterface
    private interface Decision {
        Step decide() throws InterruptedException;
    }

    /**
     * Looks at HELLO.
     *
     * @param deliveries of this thread
     */
    void begin(Deliveries deliveries, BiConsumer<Step, Deliveries> outcome) {
        if (attempt.immediate()) {
            outcome.accept(decide(attempt::begin), deliveries);
        } else {
            elsewhere(attempt::begin, outcome);
        }
    }

    /** Looks at AUTHENTICATE; after a while, where there was much guessing. */
    void answer(Authenticate authenticate, BiConsumer<Step, Deliveries> outcome) {
        Duration delay = attempt.delay();
        if (delay.isPositive()) {
            var _ =
                    router.timers()
                            .after(
                                    delay,
                                    () -> elsewhere(() -> attempt.answer(authenticate), outcome));
        } else {
            elsewhere(() -> attempt.answer(authenticate), outcome);
        }
    }

    private void elsewhere(Decision decision, BiConsumer<Step, Deliveries> outcome) {
        router.background()
                .execute(
                        () -> {
                            Deliveries own = new Deliveries();
                            outcome.accept(decide(decision), own);
                            own.flush();
                        });
    }

    private static Step decide(Decision decision) {
        try {
            return decision.decide();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a client could not be authenticated", e);
            return FAILED;
        }
    }
}
