package dev.tule.engines.relay;

import dev.tule.engines.SourceRange;
import java.util.List;

/** What stands before a server and lets clients through. Safe for use by many threads. */
public interface Doorway extends AutoCloseable {

    /** Allows these from now on; connections that are there stay. */
    void allow(List<SourceRange> sources);

    /** Closes the listener and all connections. */
    @Override
    void close();
}
