package dev.tule.autoscaling.resource;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.stored.StoredPlace;
import dev.tule.store.Store;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Auto Scaling's part of the store in an account and region. Safe for use by many threads.
 *
 * @param random what identifiers are made of; safe for use by many threads
 */
public record Place(AccountRegion where, Store store, InstantSource clock, RandomGenerator random)
        implements StoredPlace {
    /** Its word in the store. */
    public static final String SERVICE = "autoscaling";

    @Override
    public String service() {
        return SERVICE;
    }

    public String newId() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** An ARN of Auto Scaling in this place. */
    public String arn(String resource) {
        return "arn:aws:autoscaling:%s:%s:%s".formatted(region(), account(), resource);
    }
}
