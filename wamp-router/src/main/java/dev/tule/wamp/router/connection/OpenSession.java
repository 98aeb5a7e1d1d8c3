package dev.tule.wamp.router.connection;

import dev.tule.wamp.Abort;
import dev.tule.wamp.Call;
import dev.tule.wamp.Cancel;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.Goodbye;
import dev.tule.wamp.Message;
import dev.tule.wamp.Publish;
import dev.tule.wamp.Register;
import dev.tule.wamp.Subscribe;
import dev.tule.wamp.Unregister;
import dev.tule.wamp.Unsubscribe;
import dev.tule.wamp.Yield;
import dev.tule.wamp.router.authorization.Question;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.realm.Guard;
import dev.tule.wamp.router.realm.Guard.Verdict;
import dev.tule.wamp.router.realm.Realm;
import dev.tule.wamp.router.session.Session;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session that is open, and the one place where its messages are told from one another. Each is
 * handled when it is known whether the session may; while a procedure decides that, those behind it
 * wait ({@link Backlog}).
 *
 * <p>Messages are handled by one thread at a time; only {@link #end} may come from any.
 */
final class OpenSession {
    private static final String NOT_IN_SEQUENCE = "request numbers count up by one, from one";

    final Realm realm;
    final Session session;
    private final Guard guard;
    private final Backlog backlog;
    private final Deliveries deliveries;
    private final Exits exits;
    private volatile boolean over;

    OpenSession(Realm realm, Session session, Backlog backlog, Deliveries deliveries, Exits exits) {
        this.realm = realm;
        this.session = session;
        this.guard = new Guard(session, realm);
        this.backlog = backlog;
        this.deliveries = deliveries;
        this.exits = exits;
    }

    /** How the client's messages end a session. */
    interface Exits {

        /** The client leaves. */
        void goodbye();

        /** The client breaks off. */
        void close();

        /** The client broke the protocol. */
        void violation(String why);
    }

    /** Nothing of it is handled any more. */
    void end() {
        over = true;
    }

    /** Handles a message if the session may have that. */
    void handle(Message message) {
        handle(message, Map.of());
    }

    private void handle(Message message, Map<Question, Verdict> answered) {
        if (guard.waves(message)) {
            route(message);
            return;
        }
        switch (guard.ask(message, answered)) {
            case Guard.Granted granted -> route(granted.message());
            case Guard.Refused refused -> {
                if (!guard.refuse(message, refused, deliveries)) {
                    exits.violation(NOT_IN_SEQUENCE);
                }
            }
            case Guard.Undecided undecided ->
                    backlog.until(
                            undecided.verdict(),
                            verdict -> decided(message, answered, undecided.question(), verdict));
        }
    }

    private void decided(
            Message message,
            Map<Question, Verdict> before,
            Question question,
            @Nullable Verdict verdict) {
        if (!over) {
            Map<Question, Verdict> answered = new HashMap<>(before);
            answered.put(question, verdict == null ? Verdict.FAILED : verdict);
            handle(message, answered);
        }
    }

    private void route(Message message) {
        switch (message) {
            case Call call -> checked(realm.calls.call(session, call, deliveries));
            case Yield yield -> checked(realm.calls.yielded(session, yield, deliveries));
            case ErrorMessage error -> checked(realm.calls.error(session, error, deliveries));
            case Publish publish when session.inSequence(publish.request()) ->
                    checked(realm.broker.publish(session, publish, deliveries));
            case Subscribe subscribe when session.inSequence(subscribe.request()) ->
                    realm.broker.subscribe(session, subscribe, deliveries);
            case Unsubscribe unsubscribe when session.inSequence(unsubscribe.request()) ->
                    realm.broker.unsubscribe(session, unsubscribe, deliveries);
            case Register register when session.inSequence(register.request()) ->
                    realm.dealer.register(session, register, deliveries);
            case Unregister unregister when session.inSequence(unregister.request()) ->
                    realm.dealer.unregister(session, unregister, deliveries);
            case Cancel cancel -> realm.calls.cancel(session, cancel, deliveries);
            case Goodbye _ -> exits.goodbye();
            case Abort _ -> exits.close();
            case Publish _, Subscribe _, Unsubscribe _, Register _, Unregister _ ->
                    exits.violation(NOT_IN_SEQUENCE);
            case Message other -> exits.violation(other.type() + " while the session is open");
        }
    }

    private void checked(@Nullable String violation) {
        if (violation != null) {
            exits.violation(violation);
        }
    }
}
