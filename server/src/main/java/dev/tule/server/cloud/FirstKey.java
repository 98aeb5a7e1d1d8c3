package dev.tule.server.cloud;

import dev.tule.iam.Administrator;
import dev.tule.iam.Iam;
import dev.tule.iam.KeyAdministration;
import dev.tule.iam.KeyAdministration.NewKey;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees to it that the administrator has a key and that the credentials file holds it. */
final class FirstKey {
    private FirstKey() {}

    /**
     * @param given the key that the configuration gives; null where it gives none
     */
    static void ensure(
            Iam iam, @Nullable RootKey given, CredentialsFile file, Cloud.Notices notices)
            throws ConfigurationError, IOException {
        try {
            if (given != null) {
                iam.administrator()
                        .ensureRootKey(
                                Optional.of(new Administrator.Given(given.id(), given.secret())));
                if (!file.read().equals(Optional.of(given))) {
                    file.write(given);
                }
                return;
            }
            Optional<NewKey> made = iam.administrator().ensureRootKey(Optional.empty());
            if (made.isPresent() || file.read().isEmpty()) {
                // A start that was cut short may have made a key and not written it down: its
                // secret is lost, so another is made.
                NewKey key = made.orElseGet(() -> iam.keyAdministration().create(Optional.empty()));
                RootKey root = new RootKey(key.id(), key.secret());
                file.write(root);
                notices.firstKey(root, file.path());
            }
        } catch (KeyAdministration.Refused refused) {
            throw new ConfigurationError(
                    "The key in %s can't be the administrator's: %s"
                            .formatted(RootKey.ID_VARIABLE, refused.getMessage()),
                    refused);
        }
    }
}
