package dev.tule.wamp.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.Cancel;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Message;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Result;
import dev.tule.wamp.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The requests of one session: numbered from one in the order they are sent, kept until they are
 * answered. Safe for use by many threads.
 *
 * <p>One lock orders sending, since numbers must go out in their order. It is held while a message
 * is put into the transport's queue, never while somebody waits for the network or writes to it:
 * senders wait for room before they take a number, and have the queue go out when the lock is free.
 */
final class Requests {
    private final Transport transport;
    private final Backlog backlog;
    private final Alarms alarms;
    private final Map<RequestId, Pending> pending = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    @GuardedBy("lock")
    private long last;

    private volatile Optional<String> failure = Optional.empty();

    Requests(Transport transport, Backlog backlog, Alarms alarms) {
        this.transport = transport;
        this.backlog = backlog;
        this.alarms = alarms;
        transport.onWritable(this::signalRoom);
    }

    private record Pending(
            CompletableFuture<Message> answer,
            Consumer<Message> onAnswer,
            Consumer<Result> progress) {}

    /** A request that was sent. */
    record Sent(RequestId id, CompletableFuture<Message> answer) {}

    boolean anyAwaited() {
        return !pending.isEmpty();
    }

    /** Sends a message that is no request. */
    void send(Message message) {
        lock.lock();
        try {
            transport.post(new byte[][] {encoded(message)});
        } finally {
            lock.unlock();
        }
        transport.flush();
    }

    /** Sends a request that gets no answer. */
    void sendUnanswered(Function<RequestId, Message> request, Duration patience) {
        lock.lock();
        try {
            awaitRoom(patience);
            number(request);
        } finally {
            lock.unlock();
        }
        transport.flush();
    }

    /**
     * Sends a request.
     *
     * @param onAnswer runs on the transport's thread, before anything that follows the answer
     * @param progress takes results that are not the last, on the transport's thread
     */
    Sent send(
            Function<RequestId, Message> request,
            Duration patience,
            Consumer<Message> onAnswer,
            Consumer<Result> progress) {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        RequestId id;
        lock.lock();
        try {
            awaitRoom(patience);
            id = new RequestId(last + 1);
            pending.put(id, new Pending(answer, onAnswer, progress));
            try {
                number(request);
            } catch (IllegalArgumentException | WampException e) {
                pending.remove(id);
                throw e;
            }
        } finally {
            lock.unlock();
            backlog.answerAwaited();
            failure.ifPresent(this::fail);
        }
        transport.flush();
        return new Sent(id, answer);
    }

    /** Sends more of a request, unless it has been answered already. */
    void sendMore(RequestId id, Message message, Duration patience) {
        lock.lock();
        try {
            awaitRoom(patience);
            if (pending.containsKey(id)) {
                transport.post(new byte[][] {encoded(message)});
            }
        } finally {
            lock.unlock();
        }
        transport.flush();
    }

    @GuardedBy("lock")
    private void number(Function<RequestId, Message> request) {
        failure.ifPresent(
                reason -> {
                    throw new WampDisconnected(reason);
                });
        // Encoding may refuse a value: the number is taken only when it is on its way.
        byte[] encoded = encoded(request.apply(new RequestId(last + 1)));
        last++;
        transport.post(new byte[][] {encoded});
    }

    private byte[] encoded(Message message) {
        byte[] encoded = transport.serializer().encode(message);
        if (encoded.length > transport.maxMessageBytes()) {
            String why =
                    encoded.length
                            + " bytes, where the router takes "
                            + transport.maxMessageBytes();
            throw new WampError(ErrorUri.PAYLOAD_SIZE_EXCEEDED, why);
        }
        return encoded;
    }

    @GuardedBy("lock")
    private void awaitRoom(Duration patience) {
        long left = patience.toNanos();
        while (!transport.writable() && failure.isEmpty()) {
            if (left <= 0) {
                throw new WampTimeout("room to send", patience);
            }
            try {
                left = room.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new WampInterrupted("waiting for room to send");
            }
        }
    }

    private void signalRoom() {
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void answered(RequestId id, Message answer) {
        Pending request = pending.remove(id);
        if (request == null) {
            // We gave it up, and the answer was under way.
            return;
        }
        if (answer instanceof ErrorMessage error) {
            request.answer.completeExceptionally(new WampError(error));
        } else {
            request.onAnswer.accept(answer);
            request.answer.complete(answer);
        }
    }

    void progress(Result result) {
        Pending request = pending.get(result.request());
        if (request != null) {
            request.progress.accept(result);
        }
    }

    /** Gives a call up: its answer is no longer wanted. */
    void cancel(RequestId id, CancelMode mode) {
        if (pending.remove(id) != null && failure.isEmpty()) {
            send(new Cancel(id, Dict.of("mode", mode.wireName())));
        }
    }

    /** Ends everything that waits. */
    void fail(String reason) {
        failure = Optional.of(reason);
        signalRoom();
        for (Pending request : List.copyOf(pending.values())) {
            request.answer.completeExceptionally(new WampDisconnected(reason));
        }
        pending.clear();
    }

    /**
     * Waits for an answer. An alarm ends the wait, since each wait with a timeout would have the
     * JDK wake its timer's thread.
     */
    <T> T await(CompletableFuture<T> answer, String what, Duration patience) {
        Alarms.Alarm alarm =
                alarms.set(
                        patience,
                        () -> answer.completeExceptionally(new WampTimeout(what, patience)));
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WampException known) {
                throw known.here();
            }
            throw new IllegalStateException(what + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WampInterrupted(what);
        } finally {
            alarm.drop();
        }
    }
}
