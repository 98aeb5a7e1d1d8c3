package dev.tule.iam;

import java.time.Instant;

/** When and for what a key was last used (IAM API Reference, {@code AccessKeyLastUsed}). */
record LastUse(Instant time, String service, String region) {
    private static final int FORM = 1;

    byte[] pack() {
        return Fields.pack(FORM, time.getEpochSecond(), service, region);
    }

    static LastUse of(byte[] value) {
        Fields fields = Fields.of(value, FORM);
        return new LastUse(fields.instant(), fields.text(), fields.text());
    }
}
