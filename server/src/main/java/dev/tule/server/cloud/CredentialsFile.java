package dev.tule.server.cloud;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The administrator's key in {@code DATA/credentials}, readable by its owner alone, in the format
 * of the AWS tools' shared credentials file (AWS SDKs and Tools Reference Guide, "Shared config and
 * credentials files"): {@code AWS_SHARED_CREDENTIALS_FILE} may name it.
 */
public record CredentialsFile(Path path) {

    /** The key in the file; empty where there is no file or no key in it. */
    public Optional<RootKey> read() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            }
        }
        String id = values.get("aws_access_key_id");
        String secret = values.get("aws_secret_access_key");
        return id == null || secret == null
                ? Optional.empty()
                : Optional.of(new RootKey(id, secret));
    }

    /** Replaces the file. */
    public void write(RootKey key) throws IOException {
        AtomicFile.write(
                path,
                """
                # The key of Tule's administrator, made when this data directory was.
                [default]
                aws_access_key_id = %s
                aws_secret_access_key = %s
                """
                        .formatted(key.id(), key.secret()));
    }
}
