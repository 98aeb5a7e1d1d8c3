package dev.tule.elb.resource;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.stored.StoredPlace;
import dev.tule.store.Store;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Elastic Load Balancing's part of the store in an account and region. Safe for use by many
 * threads.
 *
 * @param random what identifiers are made of; safe for use by many threads
 */
public record Place(AccountRegion where, Store store, InstantSource clock, RandomGenerator random)
        implements StoredPlace {
    /** Its word in the store. */
    public static final String SERVICE = "elasticloadbalancing";

    @Override
    public String service() {
        return SERVICE;
    }

    /** Sixteen hexadecimal digits, as ends of ARNs have. */
    public String newId() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    /** An ARN of Elastic Load Balancing in this place. */
    public String arn(String resource) {
        return "arn:aws:elasticloadbalancing:%s:%s:%s".formatted(region(), account(), resource);
    }
}
