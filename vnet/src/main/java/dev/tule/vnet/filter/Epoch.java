package dev.tule.vnet.filter;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the changes of a VPC's rules, so that a decision can tell whether it may be outdated. */
public final class Epoch {
    private final AtomicLong changes = new AtomicLong(1);

    public long current() {
        return changes.get();
    }

    /** Something about the rules has changed: called after the change is to be seen. */
    public void advance() {
        changes.incrementAndGet();
    }
}
