package dev.tule.aws;

import java.util.Optional;

/**
 * Finds access keys by their id. Safe for use by many threads; asked once for each signed request.
 */
@FunctionalInterface
public interface AccessKeys {
    Optional<AccessKey> find(String accessKeyId);
}
