package dev.tule.s3.object;

import dev.tule.s3.bucket.Bucket;
import dev.tule.s3.row.Keys;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.Optional;

/** The rows of objects, read and written. Stateless. */
public final class ObjectRows {
    private ObjectRows() {}

    public static Optional<StoredObject> find(Snapshot snapshot, Bucket bucket, String key) {
        return snapshot.get(Keys.object(bucket.id(), key)).map(StoredObject::decode);
    }

    /** Writes an object's row; the rows of the content it had before are for the caller. */
    public static void put(Transaction tx, Bucket bucket, String key, StoredObject object) {
        tx.put(Keys.object(bucket.id(), key), object.encode());
    }

    static void delete(Transaction tx, Bucket bucket, String key) {
        tx.delete(Keys.object(bucket.id(), key));
    }
}
