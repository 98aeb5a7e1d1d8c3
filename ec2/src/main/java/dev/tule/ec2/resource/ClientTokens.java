package dev.tule.ec2.resource;

import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Transaction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Ec2Request;

/**
 * Requests that were done under a client's token: {@code ("token", action, token)} with the digest
 * of the request, what it made, and when (EC2 API Reference, "Ensuring idempotency"). A token
 * counts for a day.
 */
public final class ClientTokens {
    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final int MOST_CHARACTERS = 64;

    private ClientTokens() {}

    /**
     * What an earlier request of this token made; empty for the first.
     *
     * @param token null where the client gave none
     */
    public static Optional<String> made(
            Transaction rows, Ec2Request request, @Nullable String token, Instant now) {
        if (token == null || token.isEmpty()) {
            return Optional.empty();
        }
        if (token.length() > MOST_CHARACTERS) {
            throw Faults.invalidValue("Client token must be at most 64 characters");
        }
        Optional<List<Object>> known =
                rows.get(key(request, token)).map(row -> Key.ofBytes(row).elements());
        if (known.isEmpty() || isOver(known.get(), now)) {
            return Optional.empty();
        }
        if (!known.get().get(1).equals(digest(request))) {
            throw Faults.of(
                    "IdempotentParameterMismatch",
                    "Arguments on this idempotent request are inconsistent with arguments used in"
                            + " previous request(s).");
        }
        return Optional.of((String) known.get().get(2));
    }

    /** Notes what a request made, and forgets what is over. */
    public static void note(
            Transaction rows,
            Ec2Request request,
            @Nullable String token,
            String made,
            Instant now) {
        if (token == null || token.isEmpty()) {
            return;
        }
        KeyRange ofAction = KeyRange.within(Key.of("token", request.getClass().getSimpleName()));
        for (Page.Entry entry : Table.entries(rows, ofAction)) {
            if (isOver(Key.ofBytes(entry.value()).elements(), now)) {
                rows.delete(entry.key());
            }
        }
        rows.put(
                key(request, token), Key.of(now.getEpochSecond(), digest(request), made).toBytes());
    }

    private static boolean isOver(List<Object> row, Instant now) {
        return Instant.ofEpochSecond((Long) row.getFirst()).plus(LIFETIME).isBefore(now);
    }

    private static Key key(Ec2Request request, String token) {
        return Key.of("token", request.getClass().getSimpleName(), token);
    }

    private static String digest(Ec2Request request) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(ModelCodec.write(request));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
