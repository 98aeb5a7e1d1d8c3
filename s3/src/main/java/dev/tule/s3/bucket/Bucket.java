package dev.tule.s3.bucket;

import dev.tule.s3.row.RowReader;
import dev.tule.s3.row.RowWriter;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The row of a bucket, in its home shard: while it is there, the bucket is.
 *
 * @param id what its objects' rows are filed under; another when the name is used again
 * @param created to the second
 * @param tags by key
 */
public record Bucket(UUID id, Instant created, Map<String, String> tags) {
    private static final int VERSION = 1;

    public Bucket {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    byte[] encode() {
        return new RowWriter(VERSION).id(id).number(created.getEpochSecond()).texts(tags).toBytes();
    }

    static Bucket decode(byte[] value) {
        RowReader row = new RowReader(value, VERSION);
        return new Bucket(row.id(), Instant.ofEpochSecond(row.number()), row.texts());
    }

    Bucket withTags(Map<String, String> others) {
        return new Bucket(id, created, others);
    }
}
