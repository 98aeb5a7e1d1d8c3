package dev.tule.wamp.router.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.Publish;
import dev.tule.wamp.Serializer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session leaves to be published when it has gone. As sessions can't be resumed, those for a
 * detached session come first, those for a destroyed one at once after them. Safe for use by many
 * threads.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-session-testament">Session
 *     Testament</a>
 */
public final class Testaments {
    /** How many a session may leave, of both scopes together. */
    public static final int MOST = 100;

    /** How long their payloads may be together. */
    public static final int MOST_BYTES = 1 << 20;

    @GuardedBy("this")
    private final List<Testament> testaments = new ArrayList<>(0);

    @GuardedBy("this")
    private long bytes;

    public enum Scope {
        DETACHED,
        DESTROYED
    }

    private record Testament(Scope scope, Publish publish) {
        int sizeBytes() {
            return publish.payload().sizeBytes(Serializer.CBOR);
        }
    }

    /**
     * Adds one.
     *
     * @return false where the session may leave no more
     */
    public synchronized boolean add(Scope scope, Publish publish) {
        Testament added = new Testament(scope, publish);
        if (testaments.size() >= MOST || bytes + added.sizeBytes() > MOST_BYTES) {
            return false;
        }
        testaments.add(added);
        bytes += added.sizeBytes();
        return true;
    }

    public synchronized void flush(Scope scope) {
        testaments.removeIf(testament -> testament.scope == scope);
        bytes = testaments.stream().mapToLong(Testament::sizeBytes).sum();
    }

    /** All of them, in the order in which they are to be published; none are left. */
    public synchronized List<Publish> execute() {
        List<Publish> ordered = new ArrayList<>(testaments.size());
        for (Scope scope : Scope.values()) {
            for (Testament testament : testaments) {
                if (testament.scope == scope) {
                    ordered.add(testament.publish);
                }
            }
        }
        testaments.clear();
        return ordered;
    }
}
