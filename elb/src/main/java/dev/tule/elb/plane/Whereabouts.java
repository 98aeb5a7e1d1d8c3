package dev.tule.elb.plane;

import org.jspecify.annotations.Nullable;

/** Where instances are. Safe for use by many threads. */
@FunctionalInterface
public interface Whereabouts {
    /** The private address of an instance that runs; null where it doesn't, or isn't known yet. */
    @Nullable String address(String instance);
}
