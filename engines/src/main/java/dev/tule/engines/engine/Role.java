package dev.tule.engines.engine;

import dev.tule.engines.ServerName;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a server is to others. */
public sealed interface Role {

    /** Nobody's follower. */
    record Primary() implements Role {}

    /**
     * Follows a primary.
     *
     * @param address where the primary's engine listens
     * @param encrypted whether it speaks TLS
     * @param synchronous whether it tells the primary what it has, for the primary to wait
     */
    record Replica(
            ServerName primary, InetSocketAddress address, boolean encrypted, boolean synchronous)
            implements Role {}

    /**
     * Replays an archive, and is a primary when it is through.
     *
     * @param until where it stops; null for all that is there
     */
    record Recovery(Path archive, @Nullable Instant until) implements Role {}
}
