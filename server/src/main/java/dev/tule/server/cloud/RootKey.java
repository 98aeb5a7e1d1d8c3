package dev.tule.server.cloud;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The administrator's access key.
 *
 * @param id 1 to 128 printable ASCII characters, no comma
 * @param secret 1 to 128 characters
 */
public record RootKey(String id, String secret) {
    /** Names the environment variable that gives the id. */
    public static final String ID_VARIABLE = "TULE_ROOT_ACCESS_KEY_ID";

    /** Names the environment variable that gives the secret. */
    public static final String SECRET_VARIABLE = "TULE_ROOT_SECRET_ACCESS_KEY";

    /** The key that these environment variables give, or null where they give none. */
    public static @Nullable RootKey of(Map<String, String> environment) throws ConfigurationError {
        String id = environment.getOrDefault(ID_VARIABLE, "");
        String secret = environment.getOrDefault(SECRET_VARIABLE, "");
        if (id.isEmpty() && secret.isEmpty()) {
            return null;
        }
        if (id.isEmpty() || secret.isEmpty()) {
            throw new ConfigurationError(
                    "%s and %s go together: set both, or neither to have a key generated."
                            .formatted(ID_VARIABLE, SECRET_VARIABLE));
        }
        return new RootKey(id, secret);
    }

    @Override
    public String toString() {
        return "RootKey[" + id + "]"; // never the secret
    }
}
