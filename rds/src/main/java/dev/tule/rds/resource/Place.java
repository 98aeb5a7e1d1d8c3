package dev.tule.rds.resource;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.stored.StoredPlace;
import dev.tule.store.Store;
import java.time.InstantSource;

/** RDS's part of the store of one account and region. Safe for use by many threads. */
public record Place(Store store, AccountRegion where, InstantSource clock) implements StoredPlace {
    /** Its word in the store. */
    public static final String SERVICE = "rds";

    @Override
    public String service() {
        return SERVICE;
    }

    /**
     * RDS User Guide, "Working with Amazon Resource Names".
     *
     * @param kind such as {@code db} or {@code pg}
     */
    public String arn(String kind, String name) {
        return "arn:aws:rds:%s:%s:%s:%s".formatted(region(), account(), kind, name);
    }

    /** The three zones that every region has here. They are names: there is one machine. */
    public String zone(int index) {
        return region() + "abc".charAt(index);
    }

    /** Where the standby of an instance in a zone is said to be. */
    public String zoneBeside(String zone) {
        return zone.equals(zone(0)) ? zone(1) : zone(0);
    }
}
