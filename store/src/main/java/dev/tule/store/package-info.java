/**
 * Durable state: ordered byte keys, snapshot reads, serializable transactions, versioned keys and a
 * change feed, divided into shards. Everything that Tule must remember goes through {@link
 * dev.tule.store.Store}, within its {@link dev.tule.store.Limits}, so that a store of several
 * machines can take this one's place. Knows nothing of AWS or WAMP.
 */
@NullMarked
package dev.tule.store;

import org.jspecify.annotations.NullMarked;
