package dev.tule.vnet.dns;

import dev.tule.vnet.NetworkInterface;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where names that aren't private are asked for. */
public interface Upstream {
    /** Whether this interface's questions may go outside; others are refused. */
    boolean allows(NetworkInterface from, DnsQuestion question);

    /**
     * Asks. May block, for as long as an answer is worth waiting for.
     *
     * @param message the whole question, as the machine sent it
     * @return the whole answer, or null when there is none
     */
    byte @Nullable [] ask(byte[] message) throws IOException;

    /** Refuses everything. */
    Upstream NONE =
            new Upstream() {
                @Override
                public boolean allows(NetworkInterface from, DnsQuestion question) {
                    return false;
                }

                @Override
                public byte @Nullable [] ask(byte[] message) {
                    return null;
                }
            };
}
