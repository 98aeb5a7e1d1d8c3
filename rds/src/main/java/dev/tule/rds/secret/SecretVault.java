package dev.tule.rds.secret;

import dev.tule.aws.Secrets;
import dev.tule.aws.protocol.JsonFactories;
import dev.tule.aws.protocol.JsonMaps;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Rows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The secrets there are, sealed with the server's key file. Safe for use by many threads.
 *
 * <pre>
 * secret, ARN in lower case -> {@link Secret}
 * </pre>
 */
public final class SecretVault {
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SUFFIX = 6;
    private static final int PASSWORD = 30;
    private static final int MASTER_ID_BYTES = 12;
    private static final JsonMaps JSON = new JsonMaps(JsonFactories.json(8, 1 << 16));

    private final Place place;
    private final Secrets secrets;
    private final RandomGenerator random;
    private final Rows<Secret> rows = new Rows<>("secret", Secret.FORM, Secret::arn);

    public SecretVault(Place place, Secrets secrets, RandomGenerator random) {
        this.place = place;
        this.secrets = secrets;
        this.random = random;
    }

    /** By ARN, ARN without its last six characters, or name. */
    public Optional<Secret> find(Snapshot snapshot, String id) {
        return rows.find(snapshot, id)
                .or(() -> all(snapshot).stream().filter(secret -> isMeant(secret, id)).findFirst());
    }

    private static boolean isMeant(Secret secret, String id) {
        return secret.name().equals(id)
                || id.equals(secret.arn().substring(0, secret.arn().length() - SUFFIX - 1));
    }

    List<Secret> all(Snapshot snapshot) {
        return rows.all(snapshot);
    }

    public String open(Secret secret) {
        return secrets.open(secret.sealed(), secret.arn());
    }

    Secret add(Transaction transaction, String name, String text, boolean ofRds) {
        String arn =
                "arn:aws:secretsmanager:%s:%s:secret:%s-%s"
                        .formatted(
                                place.where().region(),
                                place.where().account(),
                                name,
                                letters(SUFFIX));
        Secret secret =
                new Secret(
                        arn,
                        name,
                        version(),
                        secrets.seal(text, arn),
                        place.now(),
                        place.now(),
                        ofRds);
        rows.put(transaction, secret);
        return secret;
    }

    Secret change(Transaction transaction, Secret before, String text) {
        Secret secret =
                new Secret(
                        before.arn(),
                        before.name(),
                        version(),
                        secrets.seal(text, before.arn()),
                        before.created(),
                        place.now(),
                        before.ofRds());
        rows.put(transaction, secret);
        return secret;
    }

    public void delete(Transaction transaction, String arn) {
        rows.delete(transaction, arn);
    }

    /** A secret for the master user of an instance. */
    public Secret ofMaster(Transaction transaction, String user, String password) {
        Map<String, Object> login = new LinkedHashMap<>();
        login.put("username", user);
        login.put("password", password);
        String text = new String(JSON.write(login), StandardCharsets.UTF_8);
        // Short enough for the Data API, which takes ARNs of at most 100 characters.
        byte[] id = new byte[MASTER_ID_BYTES];
        random.nextBytes(id);
        return add(transaction, "rds!db-" + HexFormat.of().formatHex(id), text, true);
    }

    public String newPassword() {
        return letters(PASSWORD);
    }

    private String letters(int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }

    private String version() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
