package dev.tule.ec2.resource;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.Secrets;
import dev.tule.aws.stored.StoredPlace;
import dev.tule.store.ChangeFeed;
import dev.tule.store.Key;
import dev.tule.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An account's part of a region: where its resources are kept, and what its rooms work with. Safe
 * for use by many threads.
 *
 * @param random what identifiers and keys are made of; safe for use by many threads
 * @param secrets seals what must not stand in the store for all to read
 */
public record Place(
        AccountRegion where,
        Store store,
        InstantSource clock,
        RandomGenerator random,
        Secrets secrets)
        implements StoredPlace {
    private static final List<String> ZONES = List.of("a", "b", "c");

    @Override
    public String service() {
        return "ec2";
    }

    /** What transactions here emit under a topic, from now on. */
    public ChangeFeed changes(Key topic) {
        return store.changes(shard(), topic, null);
    }

    /**
     * The same account's part of another region.
     *
     * @param region one that there is, or the fault that there is none
     */
    public Place in(String region) {
        return new Place(
                new AccountRegion(where.account(), RegionNames.check(region)),
                store,
                clock,
                random,
                secrets);
    }

    public String newId(Kind kind) {
        return kind.newId(random);
    }

    /** The availability zones, such as {@code us-east-1a}. */
    public List<String> zones() {
        return ZONES.stream().map(letter -> region() + letter).toList();
    }

    /** Passes on the name of a zone of this region. */
    public String zone(String name) {
        if (!zones().contains(name)) {
            throw Faults.invalidValue("Invalid availability zone: [" + name + "]");
        }
        return name;
    }

    /**
     * The zone's id, such as {@code use1-az1} (EC2 User Guide, "AZ IDs").
     *
     * @param zone one of {@link #zones}
     */
    public String zoneId(String zone) {
        String[] words = region().split("-", -1);
        StringBuilder id = new StringBuilder(words[0]);
        for (String word : List.of(words).subList(1, words.length)) {
            id.append(shortened(word));
        }
        int number = zones().indexOf(zone) + 1;
        return id.append("-az").append(number).toString();
    }

    /** East becomes e, northeast ne. */
    private static String shortened(String word) {
        for (String first : List.of("north", "south")) {
            if (word.startsWith(first) && word.length() > first.length()) {
                return word.substring(0, 1) + word.charAt(first.length());
            }
        }
        return word.substring(0, Math.min(1, word.length()));
    }

    /** An ARN of EC2 in this place. */
    public String arn(String resource) {
        return "arn:aws:ec2:" + region() + ":" + account() + ":" + resource;
    }
}
