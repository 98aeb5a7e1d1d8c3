package dev.tule.wamp.client;

import dev.tule.wamp.Message;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Brings a new session to where the one before was: all that stands is asked for again, and what
 * was published meanwhile is sent. Confined to the thread that opens the session.
 */
final class Restoration {
    private static final System.Logger LOG = System.getLogger(Restoration.class.getName());

    private final ClientSession session;
    private final ClientOptions options;
    private final Supervisor supervisor;

    /** What the router would not grant: it may not have noticed yet that our last session died. */
    private final Set<Standing> refused = new LinkedHashSet<>();

    Restoration(ClientSession session, ClientOptions options, Supervisor supervisor) {
        this.session = session;
        this.options = options;
        this.supervisor = supervisor;
    }

    /** Returns when nothing is outstanding and the session has been shown. */
    void run() {
        Supervisor.Outstanding outstanding = supervisor.outstandingOrShow(session, refused);
        while (!outstanding.isEmpty()) {
            try {
                ask(outstanding.standings());
            } catch (WampException e) {
                supervisor.keepAgain(outstanding.publications());
                throw e;
            }
            publish(outstanding.publications());
            outstanding = supervisor.outstandingOrShow(session, refused);
        }
        if (!refused.isEmpty()) {
            Thread.ofVirtual().name("wamp-client-asking-again").start(this::askAgain);
        }
    }

    /** All at once, then all answers: one round trip, however many there are. */
    private void ask(List<Standing> standings) {
        Map<Standing, CompletableFuture<Message>> asked = new LinkedHashMap<>();
        for (Standing standing : standings) {
            asked.put(standing, session.ask(standing));
        }
        asked.forEach(
                (standing, answer) -> {
                    try {
                        session.requests()
                                .await(answer, standing.doing(), options.requestTimeout());
                    } catch (WampError e) {
                        LOG.log(Level.WARNING, "{0}: {1}", standing.doing(), e.getMessage());
                        refused.add(standing);
                    }
                });
    }

    private void publish(List<Publication> publications) {
        ArrayDeque<Publication> unsent = new ArrayDeque<>(publications);
        try {
            while (!unsent.isEmpty()) {
                session.requests()
                        .sendUnanswered(unsent.element()::request, options.requestTimeout());
                unsent.remove();
            }
        } finally {
            supervisor.keepAgain(List.copyOf(unsent));
        }
    }

    private void askAgain() {
        Backoff backoff = new Backoff(options.reconnect());
        while (!refused.isEmpty()
                && !session.ended().isDone()
                && supervisor.pause(backoff.nextNanos())) {
            refused.removeIf(this::grantedNow);
        }
    }

    /** Whether there is nothing more to ask for. */
    private boolean grantedNow(Standing standing) {
        try {
            if (standing.wanted()) {
                session.establish(standing, options.requestTimeout());
            }
            return true;
        } catch (WampError e) {
            LOG.log(Level.DEBUG, "{0} again: {1}", standing.doing(), e.getMessage());
            return false;
        } catch (WampDisconnected | WampInterrupted e) {
            // The next session begins anew.
            return true;
        } catch (WampTimeout e) {
            return false;
        }
    }
}
