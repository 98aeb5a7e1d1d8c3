package dev.tule.ec2.network;

import dev.tule.store.Key;
import dev.tule.store.Transaction;

/** Tells, in a transaction, that rows of the network have changed. */
public final class NetworkChanges {
    /** The feed's topic in a place's shard. */
    public static final Key TOPIC = Key.of("network");

    private static final byte[] NOTHING = {};

    private NetworkChanges() {}

    public static void emit(Transaction rows) {
        rows.emit(TOPIC, NOTHING);
    }
}
