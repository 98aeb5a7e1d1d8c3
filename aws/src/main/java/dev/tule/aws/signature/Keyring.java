package dev.tule.aws.signature;

import dev.tule.aws.AccessKey;
import dev.tule.aws.AccessKeys;
import java.time.Instant;
import java.util.Optional;

/** Finds the key that a request names, and refuses the keys that may not be used. */
final class Keyring {
    private static final int LONGEST_ID = 128;

    private final AccessKeys keys;

    Keyring(AccessKeys keys) {
        this.keys = keys;
    }

    /**
     * The key of that id, which is in use.
     *
     * @param token the session token that came with the request
     */
    AccessKey find(String id, Optional<String> token, Instant now, Refusals refusals) {
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            throw refusals.unknownKey("");
        }
        AccessKey key =
                keys.find(id).filter(AccessKey::active).orElseThrow(() -> refusals.unknownKey(id));
        String expected = key.sessionToken();
        if (expected == null) {
            if (token.isPresent()) {
                throw refusals.wrongToken();
            }
        } else if (token.isEmpty() || !Crypto.equal(expected, token.get())) {
            throw token.isEmpty() ? refusals.unknownKey(id) : refusals.wrongToken();
        }
        Instant expires = key.expires();
        if (expires != null && !now.isBefore(expires)) {
            throw refusals.expiredToken();
        }
        return key;
    }

    /** Notes that a signature by this key was right. */
    void used(AccessKey key, Optional<String> region, Optional<String> service, Instant now) {
        keys.used(key, region, service, now);
    }
}
