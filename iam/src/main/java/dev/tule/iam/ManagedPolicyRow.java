package dev.tule.iam;

import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * A managed policy as it is kept.
 *
 * @param path begins and ends with a slash
 * @param id the unique id, {@code ANPA...}
 * @param document as it was given
 */
record ManagedPolicyRow(
        String name, String path, String id, Instant created, String description, String document) {
    private static final int FORM = 1;
    private static final String PREFIX = "arn:aws:iam::";
    private static final String KIND = ":policy";

    String arn(String account) {
        return PREFIX + account + KIND + path + name;
    }

    byte[] pack() {
        return Fields.pack(FORM, name, path, id, created.getEpochSecond(), description, document);
    }

    static ManagedPolicyRow of(byte[] value) {
        Fields fields = Fields.of(value, FORM);
        return new ManagedPolicyRow(
                fields.text(),
                fields.text(),
                fields.text(),
                fields.instant(),
                fields.text(),
                fields.text());
    }

    /** The one of an ARN, in whatever account that is. */
    static Optional<ManagedPolicyRow> find(Snapshot rows, String arn) {
        int end = arn.indexOf(':', PREFIX.length());
        return arn.startsWith(PREFIX) && end > 0 && arn.startsWith(KIND, end)
                ? rows.get(key(arn.substring(PREFIX.length(), end), arn)).map(ManagedPolicyRow::of)
                : Optional.empty();
    }

    /** The row of an account's policy; of another's ARN, one that is never there. */
    static Key key(String account, String arn) {
        String own = PREFIX + account + KIND;
        return arn.startsWith(own)
                ? Rows.policies(account).with(arn.substring(own.length()))
                : Rows.policies("").with(arn);
    }
}
