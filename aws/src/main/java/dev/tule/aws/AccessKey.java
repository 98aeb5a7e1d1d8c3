package dev.tule.aws;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that requests are signed with.
 *
 * @param id the access key id, 16 to 128 word characters
 * @param secret the secret access key
 * @param principal whose it is
 * @param active whether it may be used
 * @param sessionToken of temporary credentials: what the request must carry beside the signature
 * @param expires of temporary credentials: when they end
 */
public record AccessKey(
        String id,
        String secret,
        Principal principal,
        boolean active,
        @Nullable String sessionToken,
        @Nullable Instant expires) {

    @Override
    public String toString() {
        return "AccessKey[" + id + "]"; // never the secret
    }
}
