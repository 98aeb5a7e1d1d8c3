package dev.tule.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What the {@link Committer} is asked to do. */
sealed interface Work permits Commit, Turn, Turn.End, Committer.Refresh, Committer.Stop {

    /** Tells whoever waits for it that it will not be done. */
    void fail(RuntimeException why);

    /**
     * Waits for what the committer says.
     *
     * @throws StoreException when the store failed
     * @throws IllegalStateException when it can't be done
     */
    static <T extends @Nullable Object> T await(CompletableFuture<T> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            String message = cause == null ? "" : String.valueOf(cause.getMessage());
            // Thrown anew, as the cause's own stack is the committer's.
            throw cause instanceof IllegalStateException
                    ? new IllegalStateException(message, cause)
                    : new StoreException(message, cause);
        }
    }
}
