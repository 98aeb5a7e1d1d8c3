package dev.tule.wamp.router.authentication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A ticket, kept as its SHA-256: tickets are to be long and random, so that this can't be guessed
 * from. Immutable.
 */
public final class TicketSecret {
    private static final int BYTES = 32;

    private final byte[] hash;

    private TicketSecret(byte[] hash) {
        this.hash = hash;
    }

    public static TicketSecret of(String ticket) {
        return new TicketSecret(hash(ticket));
    }

    /**
     * The ticket of a hash.
     *
     * @param hash SHA-256 of the ticket's UTF-8, in Base64
     * @throws IllegalArgumentException where it isn't that
     */
    public static TicketSecret ofHash(String hash) {
        byte[] bytes = Base64.getDecoder().decode(hash);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a ticket's hash is Base64 of 32 bytes");
        }
        return new TicketSecret(bytes);
    }

    /** Its hash in Base64. */
    public String hash() {
        return Base64.getEncoder().encodeToString(hash);
    }

    /** Whether that is the ticket; compared in constant time. */
    boolean matches(String ticket) {
        return MessageDigest.isEqual(hash, hash(ticket));
    }

    private static byte[] hash(String ticket) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(ticket.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "TicketSecret[]";
    }
}
