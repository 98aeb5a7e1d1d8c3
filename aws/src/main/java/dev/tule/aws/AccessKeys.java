package dev.tule.aws;

import java.time.Instant;
import java.util.Optional;

/**
 * Finds access keys by their id. Safe for use by many threads; asked once for each signed request.
 */
@FunctionalInterface
public interface AccessKeys {
    Optional<AccessKey> find(String accessKeyId);

    /**
     * Told of each request whose signature by a key was right. Must return at once: what it does
     * with it (IAM's GetAccessKeyLastUsed) happens later.
     *
     * @param region of the signature's scope, if it has one
     * @param service of the signature's scope, if it has one
     */
    default void used(
            AccessKey key, Optional<String> region, Optional<String> service, Instant time) {}
}
