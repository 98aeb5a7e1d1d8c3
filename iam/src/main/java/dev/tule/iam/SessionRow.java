package dev.tule.iam;

import dev.tule.aws.Principal;
import java.time.Instant;

/**
 * Temporary credentials as they are kept.
 *
 * @param ownerId the unique id of the user or role they stand for, or root's account: they end when
 *     it is deleted
 * @param secret sealed by {@link SecretBox}
 * @param token sealed likewise
 */
record SessionRow(
        Principal principal,
        String ownerId,
        @SuppressWarnings("ArrayRecordComponent") byte[] secret,
        @SuppressWarnings("ArrayRecordComponent") byte[] token,
        Instant expires) {
    private static final int FORM = 1;

    byte[] pack() {
        return Fields.pack(
                FORM,
                principal.kind().name(),
                principal.account(),
                principal.arn(),
                principal.userId(),
                ownerId,
                secret,
                token,
                expires.getEpochSecond());
    }

    static SessionRow of(byte[] value) {
        Fields fields = Fields.of(value, FORM);
        Principal principal =
                new Principal(
                        Principal.Kind.valueOf(fields.text()),
                        fields.text(),
                        fields.text(),
                        fields.text());
        return new SessionRow(
                principal, fields.text(), fields.bytes(), fields.bytes(), fields.instant());
    }

    boolean isRoot() {
        return ownerId.equals(principal.account());
    }

    @Override
    public String toString() {
        return "SessionRow[" + principal.arn() + "]";
    }
}
