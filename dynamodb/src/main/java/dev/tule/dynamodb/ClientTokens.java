package dev.tule.dynamodb;

import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Remembers which transactions were done under a client's token, so that one that is sent again is
 * not done again (API Reference, TransactWriteItems: ClientRequestToken; ten minutes). In the
 * store, as eight bytes of time and a digest of the request. Safe for use by many threads.
 */
final class ClientTokens {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final InstantSource clock;

    ClientTokens(InstantSource clock) {
        this.clock = clock;
    }

    /** What tells one request from another. */
    static byte[] digest(TransactWriteItemsRequest request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            update(digest, request.transactItems());
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, @Nullable Object value) {
        switch (value) {
            case null -> digest.update((byte) 0);
            case SdkPojo pojo -> {
                for (SdkField<?> field : pojo.sdkFields()) {
                    Object member = field.getValueOrDefault(pojo);
                    if (member != null) {
                        update(digest, field.locationName());
                        update(digest, member);
                    }
                }
                digest.update((byte) 1);
            }
            case Map<?, ?> map -> {
                update(digest, map.size());
                for (Object key : new TreeSet<>(map.keySet())) {
                    update(digest, key);
                    update(digest, map.get(key));
                }
            }
            case List<?> list -> {
                update(digest, list.size());
                list.forEach(element -> update(digest, element));
            }
            case SdkBytes bytes -> {
                update(digest, bytes.asByteArrayUnsafe().length);
                digest.update(bytes.asByteArrayUnsafe());
            }
            default -> {
                byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).flip());
                digest.update(text);
            }
        }
    }

    /** Whether the request was done before; a token of another request is an error. */
    boolean isDone(Snapshot snapshot, @Nullable String token, byte[] digest) {
        if (token == null) {
            return false;
        }
        Optional<byte[]> found = snapshot.get(Layout.token(token));
        if (found.isEmpty() || isForgotten(found.get())) {
            return false;
        }
        byte[] before = Arrays.copyOfRange(found.get(), Long.BYTES, found.get().length);
        if (!Arrays.equals(before, digest)) {
            throw Faults.tokenUsed();
        }
        return true;
    }

    void done(Transaction transaction, @Nullable String token, byte[] digest) {
        if (token != null) {
            byte[] row =
                    ByteBuffer.allocate(Long.BYTES + digest.length)
                            .putLong(clock.instant().toEpochMilli())
                            .put(digest)
                            .array();
            transaction.put(Layout.token(token), row);
        }
    }

    /** Whether a row is so old that it means nothing any more. */
    boolean isForgotten(byte[] row) {
        Instant at = Instant.ofEpochMilli(ByteBuffer.wrap(row).getLong());
        return at.plus(REMEMBERED).isBefore(clock.instant());
    }
}
