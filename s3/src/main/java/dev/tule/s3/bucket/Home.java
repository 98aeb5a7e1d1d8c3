package dev.tule.s3.bucket;

import dev.tule.s3.row.Keys;
import dev.tule.store.Shard;

/** Whose a bucket is and where its rows are. */
public record Home(String bucket, String account, String region) {

    public Shard shard() {
        return Keys.home(account, region);
    }
}
