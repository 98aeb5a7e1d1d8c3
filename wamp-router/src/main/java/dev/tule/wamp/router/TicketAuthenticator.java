package dev.tule.wamp.router;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/**
 * Checks tickets. Called on a virtual thread: it may block, and must be safe for use by many
 * threads.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#ticketauth">Ticket-based
 *     Authentication</a>
 */
@FunctionalInterface
public interface TicketAuthenticator {

    /**
     * The role of who holds that ticket; empty where it is wrong. An exception is logged, and the
     * client is told that its authentication failed.
     */
    Optional<String> roleOf(String authId, String ticket) throws Exception;

    /** One principal's ticket and role. */
    record Entry(String ticket, String role) {
        @Override
        public String toString() {
            return "Entry[" + role + "]";
        }
    }

    /** Knows these principals, by their authid. */
    static TicketAuthenticator of(Map<String, Entry> principals) {
        Map<String, Entry> known = Map.copyOf(principals);
        return (authId, ticket) -> {
            Entry entry = known.get(authId);
            byte[] expected = (entry == null ? "" : entry.ticket).getBytes(StandardCharsets.UTF_8);
            byte[] given = ticket.getBytes(StandardCharsets.UTF_8);
            // Compared in constant time, and for unknown principals too.
            boolean equal = MessageDigest.isEqual(expected, given);
            return equal && entry != null ? Optional.of(entry.role) : Optional.empty();
        };
    }
}
