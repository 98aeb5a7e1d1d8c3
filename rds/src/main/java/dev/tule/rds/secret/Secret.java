package dev.tule.rds.secret;

import dev.tule.aws.stored.Form;
import dev.tule.store.Key;
import java.time.Instant;
import java.util.List;

/**
 * A secret of Secrets Manager: its current version alone. Immutable.
 *
 * @param sealed what it holds
 * @param ofRds whether RDS made it for a master user, and ends it with the instance
 */
public record Secret(
        String arn,
        String name,
        String version,
        @SuppressWarnings("ArrayRecordComponent") byte[] sealed,
        Instant created,
        Instant changed,
        boolean ofRds) {
    static final Form<Secret> FORM = new SecretForm();

    /** Without what it holds. */
    @Override
    public String toString() {
        return "Secret[" + arn + "]";
    }

    /** A tuple of the components. */
    private static final class SecretForm implements Form<Secret> {
        @Override
        public byte[] write(Secret secret) {
            return Key.of(
                            secret.arn,
                            secret.name,
                            secret.version,
                            secret.sealed,
                            secret.created.toEpochMilli(),
                            secret.changed.toEpochMilli(),
                            secret.ofRds ? 1L : 0L)
                    .toBytes();
        }

        @Override
        public Secret read(byte[] row) {
            List<Object> fields = Key.ofBytes(row).elements();
            return new Secret(
                    (String) fields.get(0),
                    (String) fields.get(1),
                    (String) fields.get(2),
                    (byte[]) fields.get(3),
                    Instant.ofEpochMilli((Long) fields.get(4)),
                    Instant.ofEpochMilli((Long) fields.get(5)),
                    (Long) fields.get(6) == 1);
        }
    }
}
