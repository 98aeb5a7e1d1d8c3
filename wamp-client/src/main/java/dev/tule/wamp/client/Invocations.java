package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Invocation;
import dev.tule.wamp.MessageType;
import dev.tule.wamp.Payload;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.Yield;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls that are being served here, each on a virtual thread. Safe for use by many threads. */
final class Invocations {
    private static final System.Logger LOG = System.getLogger(Invocations.class.getName());

    private final ExecutorService executor;
    private final int most;
    private final Map<RegistrationId, Registration> registrations = new ConcurrentHashMap<>();
    private final Map<Key, Future<?>> running = new ConcurrentHashMap<>();

    /** Numbers of invocations are counted in each session anew. */
    private record Key(ClientSession session, RequestId request) {}

    Invocations(ExecutorService executor, int most) {
        this.executor = executor;
        this.most = most;
    }

    void serve(RegistrationId id, Registration registration) {
        registrations.put(id, registration);
    }

    void drop(RegistrationId id) {
        registrations.remove(id);
    }

    void begin(ClientSession session, Invocation invocation) {
        Registration registration = registrations.get(invocation.registration());
        if (registration == null) {
            refuse(session, invocation, ErrorUri.NO_SUCH_REGISTRATION, "no longer served here");
            return;
        }
        if (running.size() >= most) {
            refuse(session, invocation, ErrorUri.UNAVAILABLE, "too many calls at once");
            return;
        }
        Key key = new Key(session, invocation.request());
        // The thread may be done before it is noted: it waits for the note before it removes it.
        synchronized (key) {
            running.put(key, executor.submit(() -> serve(key, registration, invocation)));
        }
    }

    private static void refuse(
            ClientSession session, Invocation invocation, Uri error, String why) {
        session.requests()
                .send(ErrorMessage.of(MessageType.INVOCATION, invocation.request(), error, why));
    }

    private void serve(Key key, Registration registration, Invocation invocation) {
        Requests requests = key.session.requests();
        RequestId request = invocation.request();
        try {
            Payload result =
                    payload(registration.handler().called(call(key, registration, invocation)));
            requests.send(new Yield(request, Dict.EMPTY, result));
        } catch (WampError e) {
            requests.send(
                    new ErrorMessage(
                            MessageType.INVOCATION, request, Dict.EMPTY, e.error(), e.payload()));
        } catch (InterruptedException e) {
            refuse(key.session, invocation, ErrorUri.CANCELED, "the call was cancelled");
        } catch (IllegalArgumentException e) {
            refuse(
                    key.session,
                    invocation,
                    ErrorUri.INVALID_ARGUMENT,
                    String.valueOf(e.getMessage()));
        } catch (Exception e) {
            LOG.log(Level.WARNING, "the procedure " + registration.procedure() + " failed", e);
            refuse(key.session, invocation, ErrorUri.RUNTIME_ERROR, "the procedure failed");
        } finally {
            forget(key);
        }
    }

    private void forget(Key key) {
        synchronized (key) {
            running.remove(key);
        }
    }

    private static ProcedureCall call(Key key, Registration registration, Invocation invocation) {
        Uri procedure =
                invocation
                        .details()
                        .string("procedure")
                        .map(Uri::of)
                        .orElse(registration.procedure());
        boolean wanted = invocation.details().flag("receive_progress", false);
        Consumer<Payload> progress =
                piece ->
                        key.session
                                .requests()
                                .send(
                                        new Yield(
                                                invocation.request(),
                                                Dict.of("progress", true),
                                                piece));
        return new ProcedureCall(
                procedure, invocation.details(), invocation.payload(), wanted ? progress : null);
    }

    private static Payload payload(@Nullable Object result) {
        return switch (result) {
            case null -> Payload.EMPTY;
            case Payload payload -> payload;
            case Object value -> Payload.of(value);
        };
    }

    void interrupt(ClientSession session, RequestId request) {
        Future<?> task = running.get(new Key(session, request));
        if (task != null) {
            task.cancel(true);
        }
    }

    /** The session is over: nobody waits for these any more. */
    void interruptAll(ClientSession session) {
        running.forEach(
                (key, task) -> {
                    if (key.session == session) {
                        task.cancel(true);
                    }
                });
    }
}
