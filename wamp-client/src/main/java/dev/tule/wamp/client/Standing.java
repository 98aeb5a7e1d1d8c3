package dev.tule.wamp.client;

import dev.tule.wamp.Message;
import dev.tule.wamp.RequestId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of its router once, and again in each session that follows, until it is
 * closed. Safe for use by many threads.
 */
abstract sealed class Standing implements AutoCloseable
        permits Subscription, Registration, Testament {
    private final WampClient client;
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    /** Held while it is being asked for, so that two threads don't ask twice. */
    final ReentrantLock asking = new ReentrantLock();

    private volatile @Nullable ClientSession session;

    Standing(WampClient client) {
        this.client = client;
    }

    /** The message that asks for it. */
    abstract Message request(RequestId id);

    /**
     * Takes the answer, on the transport's thread, before anything that follows it.
     *
     * @return whether it is an answer to the request
     */
    abstract boolean granted(ClientSession session, Message answer);

    /** Takes it back from a session that has granted it; blocks until the router has answered. */
    abstract void withdraw(ClientSession session);

    /** What is done, for messages: {@code subscribing to lab.temperature}. */
    abstract String doing();

    /** Completes when it is over, with the reason: closed here, or revoked by the router. */
    public CompletionStage<String> ended() {
        return ended.minimalCompletionStage();
    }

    /** Ends it. Without effect when ended already. */
    @Override
    public void close() {
        client.withdraw(this);
    }

    final boolean wanted() {
        return !ended.isDone();
    }

    /** Says whether this ended it. */
    final boolean end(String reason) {
        return ended.complete(reason);
    }

    final boolean in(ClientSession present) {
        return session == present;
    }

    final void grantedIn(ClientSession granting) {
        session = granting;
    }
}
