package dev.tule.iam;

import java.time.Instant;

/**
 * An access key as it is kept.
 *
 * @param ownerId the user's unique id; the account of root's keys
 * @param secret sealed by {@link SecretBox}
 */
record KeyRow(
        String ownerId,
        String account,
        @SuppressWarnings("ArrayRecordComponent") byte[] secret,
        boolean active,
        Instant created) {
    private static final int FORM = 1;

    byte[] pack() {
        return Fields.pack(FORM, ownerId, account, secret, active, created.getEpochSecond());
    }

    static KeyRow of(byte[] value) {
        Fields fields = Fields.of(value, FORM);
        return new KeyRow(
                fields.text(), fields.text(), fields.bytes(), fields.truth(), fields.instant());
    }

    boolean isRoot() {
        return ownerId.equals(account);
    }

    KeyRow withActive(boolean active) {
        return new KeyRow(ownerId, account, secret, active, created);
    }

    @Override
    public String toString() {
        return "KeyRow[" + ownerId + "]";
    }
}
