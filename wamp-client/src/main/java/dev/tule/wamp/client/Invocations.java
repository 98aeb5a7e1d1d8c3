package dev.tule.wamp.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
import dev.tule.wamp.client.mapping.PayloadMapper;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one session serves, each on a virtual thread. Messages come on the transport's
 * thread; what a handler does comes on its own. Safe for use by many threads.
 */
final class Invocations {
    private static final System.Logger LOG = System.getLogger(Invocations.class.getName());

    private final Requests requests;
    private final Workers workers;
    private final Map<RegistrationId, Registration> registrations = new ConcurrentHashMap<>();
    private final Map<RequestId, Serving> servings = new ConcurrentHashMap<>();

    /** Ended before the caller had sent all its arguments: the rest is to be thrown away. */
    private final Set<RequestId> endedEarly = ConcurrentHashMap.newKeySet();

    /**
     * What all sessions of a client share.
     *
     * @param room as many permits as calls may be served at once
     */
    record Workers(Executor executor, Semaphore room, Backlog backlog, Alarms alarms) {}

    Invocations(Requests requests, Workers workers) {
        this.requests = requests;
        this.workers = workers;
    }

    void serve(RegistrationId id, Registration registration) {
        registrations.put(id, registration);
    }

    @Nullable Registration drop(RegistrationId id) {
        return registrations.remove(id);
    }

    void received(Invocation invocation) {
        RequestId request = invocation.request();
        boolean more = invocation.details().flag("progress", false);
        Serving known = servings.get(request);
        if (known != null) {
            known.add(invocation.payload(), more);
        } else if (endedEarly.contains(request)) {
            if (!more) {
                endedEarly.remove(request);
            }
        } else {
            begin(invocation, more);
        }
    }

    private void begin(Invocation invocation, boolean more) {
        RequestId request = invocation.request();
        Registration registration = registrations.get(invocation.registration());
        if (registration == null) {
            refuse(request, ErrorUri.NO_SUCH_REGISTRATION, "no longer served here");
            return;
        }
        if (!workers.room.tryAcquire()) {
            refuse(request, ErrorUri.UNAVAILABLE, "too many calls at once");
            return;
        }
        Serving serving = new Serving(registration, invocation, more);
        servings.put(request, serving);
        registration.turns().enter(serving::start);
    }

    private void refuse(RequestId request, Uri error, String why) {
        requests.send(ErrorMessage.of(MessageType.INVOCATION, request, error, why));
    }

    void interrupt(RequestId request) {
        Serving serving = servings.get(request);
        if (serving != null) {
            serving.interrupt();
        }
    }

    /** The session is over: nobody waits for these any more. */
    void interruptAll() {
        servings.values().forEach(Serving::interrupt);
    }

    /** One call, from its first INVOCATION to its outcome. */
    final class Serving {
        private final Registration registration;
        private final Invocation invocation;
        private final @Nullable Pieces pieces;

        @GuardedBy("this")
        private @Nullable Thread thread;

        /** What the handler returned for a result that comes later. */
        @GuardedBy("this")
        private @Nullable CompletionStage<?> promise;

        @GuardedBy("this")
        private boolean begun;

        @GuardedBy("this")
        private boolean interrupted;

        private Serving(Registration registration, Invocation invocation, boolean more) {
            this.registration = registration;
            this.invocation = invocation;
            this.pieces = more ? new Pieces(invocation.payload(), workers.backlog) : null;
        }

        private void add(Payload payload, boolean more) {
            if (pieces != null) {
                pieces.add(payload, more);
            }
        }

        private void start() {
            try {
                workers.executor.execute(this::serve);
            } catch (RejectedExecutionException e) {
                // The client is being closed.
                end();
            }
        }

        private void serve() {
            boolean promised = false;
            try {
                if (begun()) {
                    Object outcome = outcome();
                    if (outcome instanceof CompletionStage<?> stage) {
                        promised = true;
                        await(stage);
                    } else {
                        answer(outcome);
                    }
                }
            } catch (Throwable e) {
                fail(e);
            } finally {
                synchronized (this) {
                    thread = null;
                }
                if (!promised) {
                    end();
                }
            }
        }

        /** The answer is what becomes of the stage, on whatever thread completes it. */
        private void await(CompletionStage<?> stage) {
            boolean unwanted;
            synchronized (this) {
                promise = stage;
                unwanted = interrupted;
            }
            stage.whenComplete(
                    (value, failure) -> {
                        try {
                            if (failure == null) {
                                answer(value);
                            } else {
                                fail(failure);
                            }
                        } catch (RuntimeException e) {
                            fail(e);
                        } finally {
                            end();
                        }
                    });
            if (unwanted) {
                giveUp(stage);
            }
        }

        private static void giveUp(CompletionStage<?> stage) {
            try {
                stage.toCompletableFuture().cancel(true);
            } catch (UnsupportedOperationException e) {
                LOG.log(Level.DEBUG, "a stage that can't be cancelled goes on");
            }
        }

        /** Says whether the call is still wanted. */
        private synchronized boolean begun() {
            if (interrupted) {
                return false;
            }
            begun = true;
            thread = Thread.currentThread();
            return true;
        }

        private @Nullable Object outcome() throws Exception {
            Dict details = invocation.details();
            Uri procedure =
                    details.string("procedure").map(Uri::of).orElse(registration.procedure());
            return registration
                    .handler()
                    .called(new ProcedureCall(this, procedure, details, invocation.payload()));
        }

        private void answer(@Nullable Object outcome) {
            try {
                CallResult result =
                        switch (outcome) {
                            case null -> new CallResult(Payload.EMPTY, Dict.EMPTY);
                            case Payload payload -> new CallResult(payload, Dict.EMPTY);
                            case CallResult given -> given;
                            case Object value ->
                                    new CallResult(PayloadMapper.payload(value), Dict.EMPTY);
                        };
                requests.send(new Yield(invocation.request(), result.details(), result.payload()));
            } catch (IllegalArgumentException e) {
                // Not an invalid argument: the procedure has returned what cannot be sent.
                throw new IllegalStateException("its result cannot be sent", e);
            }
        }

        private void fail(Throwable failure) {
            switch (failure) {
                case WampError e ->
                        requests.send(
                                new ErrorMessage(
                                        MessageType.INVOCATION,
                                        invocation.request(),
                                        e.details(),
                                        e.error(),
                                        e.payload()));
                case CompletionException e when e.getCause() != null -> fail(e.getCause());
                case CancellationException e -> canceled();
                case InterruptedException e -> canceled();
                case WampInterrupted e -> canceled();
                case Throwable e when e.getClass().isAnnotationPresent(ErrorName.class) ->
                        fail(
                                Uri.of(e.getClass().getAnnotation(ErrorName.class).value()),
                                String.valueOf(e.getMessage()));
                case IllegalArgumentException e ->
                        fail(ErrorUri.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
                default -> {
                    LOG.log(
                            Level.WARNING,
                            "the procedure " + registration.procedure() + " failed",
                            failure);
                    fail(ErrorUri.RUNTIME_ERROR, "the procedure failed");
                }
            }
        }

        private void canceled() {
            fail(ErrorUri.CANCELED, "the call was cancelled");
        }

        private void fail(Uri error, String why) {
            refuse(invocation.request(), error, why);
        }

        private void end() {
            if (pieces != null && !pieces.close()) {
                endedEarly.add(invocation.request());
            }
            servings.remove(invocation.request());
            workers.room.release();
            registration.turns().leave();
        }

        private void interrupt() {
            CompletionStage<?> pending;
            synchronized (this) {
                pending = promise;
                if (thread != null) {
                    thread.interrupt();
                } else if (!interrupted && !begun) {
                    canceled();
                }
                interrupted = true;
            }
            if (pending != null) {
                giveUp(pending);
            }
        }

        Iterator<Payload> pieces() {
            return pieces == null ? List.of(invocation.payload()).iterator() : pieces;
        }

        void progress(Payload piece) {
            requests.send(new Yield(invocation.request(), Dict.of("progress", true), piece));
        }
    }
}
