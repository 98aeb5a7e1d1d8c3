package dev.tule.vnet;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what an interface's router did not carry, by reason. */
final class DropCounters {
    final AtomicLong malformed = new AtomicLong();
    final AtomicLong unsupported = new AtomicLong();
    final AtomicLong spoofed = new AtomicLong();
    final AtomicLong unroutable = new AtomicLong();
    final AtomicLong rejected = new AtomicLong();
    final AtomicLong tooBig = new AtomicLong();
}
