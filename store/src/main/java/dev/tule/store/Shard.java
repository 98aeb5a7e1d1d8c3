package dev.tule.store;

/**
 * A part of the store that transactions never leave: for AWS services an account and region, for a
 * router a realm.
 *
 * @param name 1 to 128 characters
 */
public record Shard(String name) {
    public Shard {
        if (name.isEmpty() || name.length() > 128) {
            throw new IllegalArgumentException("a shard's name has 1 to 128 characters");
        }
    }
}
