package dev.tule.elb.plane;

import dev.tule.http.KeyRing;
import dev.tule.http.TlsIdentity;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a listener. A port below 1024 that this process may not listen on answers 10,000
 * above: 80 at 10080. Followed by one thread.
 */
abstract sealed class Door implements AutoCloseable permits HttpDoor, TcpDoor {
    private static final System.Logger LOG = System.getLogger(Door.class.getName());
    private static final int PRIVILEGED = 1_024;
    private static final int SHIFT = 10_000;

    private final ListenerPlan.Face face;
    private final Function<String, Optional<TlsIdentity>> certificates;
    private List<String> shown = List.of();
    private @Nullable KeyRing keys;
    private volatile @Nullable Opened opened;
    private volatile String trouble = "";

    /** A socket that is open. */
    interface Opened extends AutoCloseable {
        int port();

        /** Refuses new connections; what is under way may end. */
        @Override
        void close();
    }

    /**
     * A door that is shut.
     *
     * @param certificates by their ARNs
     */
    Door(ListenerPlan.Face face, Function<String, Optional<TlsIdentity>> certificates) {
        this.face = face;
        this.certificates = certificates;
    }

    /**
     * Opens the socket.
     *
     * @param keys what is shown over TLS; null for plain text
     */
    abstract Opened listen(int port, @Nullable KeyRing keys) throws IOException;

    /** Tries to listen, where it doesn't yet: whoever has the port may have let it go. */
    final void open() {
        if (opened != null) {
            return;
        }
        try {
            if (!face.tls().isEmpty() && keys == null) {
                keys = new KeyRing(identities());
            }
            Opened now = listen(keys);
            opened = now;
            LOG.log(Level.INFO, "A load balancer listens at {0}", says());
        } catch (IOException e) {
            String failure = String.valueOf(e.getMessage());
            // The same trouble is told once, not at each try.
            if (!failure.equals(trouble)) {
                LOG.log(
                        Level.WARNING,
                        "A load balancer can''t listen on port {0} of {1}, and tries again: {2}",
                        String.valueOf(face.port()),
                        face.address(),
                        failure);
            }
            trouble = failure;
        }
    }

    private Opened listen(@Nullable KeyRing ring) throws IOException {
        try {
            return listen(face.port(), ring);
        } catch (IOException e) {
            if (face.port() >= PRIVILEGED) {
                throw e;
            }
            return listen(face.port() + SHIFT, ring);
        }
    }

    /** Has new connections be shown these certificates; the first where no other is asked for. */
    final void show(List<String> arns) {
        if (arns.equals(shown)) {
            return;
        }
        shown = List.copyOf(arns);
        showAnew();
    }

    /** Has new connections be shown what the certificates are by now. */
    final void showAnew() {
        KeyRing ring = keys;
        if (ring != null) {
            try {
                ring.change(identities());
            } catch (IOException e) {
                LOG.log(
                        Level.WARNING,
                        "{0} goes on with the certificates it had: {1}",
                        says(),
                        e.getMessage());
            }
        }
    }

    private List<TlsIdentity> identities() throws IOException {
        List<TlsIdentity> found = new ArrayList<>();
        for (String arn : shown) {
            Optional<TlsIdentity> identity = certificates.apply(arn);
            if (identity.isPresent()) {
                found.add(identity.get());
            } else if (found.isEmpty()) {
                throw new IOException("there is no certificate " + arn);
            } else {
                LOG.log(Level.WARNING, "There is no certificate {0}", arn);
            }
        }
        if (found.isEmpty()) {
            throw new IOException("it has no certificate");
        }
        return found;
    }

    final ListenerPlan.Face face() {
        return face;
    }

    /** Where it listens, or why it doesn't: a sentence. */
    final String says() {
        Opened now = opened;
        return now == null
                ? "Port %d can't be served: %s".formatted(face.port(), trouble)
                : "%s://%s:%d".formatted(face.scheme(), face.address(), now.port());
    }

    final boolean isOpen() {
        return opened != null;
    }

    @Override
    public void close() {
        Opened now = opened;
        if (now != null) {
            now.close();
        }
    }
}
