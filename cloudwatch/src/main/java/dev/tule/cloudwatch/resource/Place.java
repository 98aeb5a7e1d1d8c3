package dev.tule.cloudwatch.resource;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.stored.StoredPlace;
import dev.tule.store.Store;
import java.time.InstantSource;

/** CloudWatch's part of the store in an account and region. Safe for use by many threads. */
public record Place(AccountRegion where, Store store, InstantSource clock) implements StoredPlace {
    /** Its word in the store. */
    public static final String SERVICE = "cloudwatch";

    @Override
    public String service() {
        return SERVICE;
    }

    /** An ARN of CloudWatch in this place. */
    public String arn(String resource) {
        return "arn:aws:cloudwatch:%s:%s:%s".formatted(region(), account(), resource);
    }
}
