package dev.tule.iam;

import dev.tule.iam.KeyAdministration.KeySummary;
import dev.tule.iam.KeyAdministration.NewKey;
import java.util.Optional;

/** Sees to it that somebody can sign requests from the first start on. */
public final class Administrator {
    private final KeyAdministration keys;

    Administrator(KeyAdministration keys) {
        this.keys = keys;
    }

    /** A root key that the configuration gives. */
    public record Given(String accessKeyId, String secretAccessKey) {
        @Override
        public String toString() {
            return "Given[" + accessKeyId + "]";
        }
    }

    /**
     * Makes sure that the account's root has a key: the given one, if one is given, with the secret
     * given; otherwise a new one, if root has none at all (a disabled one counts: it was disabled
     * on purpose).
     *
     * @return the new key with its secret, this once; empty if there was nothing to make up
     * @throws KeyAdministration.Refused when the given key isn't fit, or is a user's
     */
    public Optional<NewKey> ensureRootKey(Optional<Given> given) {
        if (given.isPresent()) {
            Given key = given.get();
            keys.importKey(key.accessKeyId(), key.secretAccessKey(), Optional.empty());
            return Optional.empty();
        }
        boolean rootHasKey =
                keys.list().stream().map(KeySummary::userName).anyMatch(Optional::isEmpty);
        return rootHasKey ? Optional.empty() : Optional.of(keys.create(Optional.empty()));
    }
}
