/**
 * Durable state: ordered byte keys, snapshot reads, serializable transactions, versioned keys and a
 * change feed, divided into shards. Everything that Tule must remember goes through {@link
 * dev.tule.store.Store}, within its {@link dev.tule.store.Limits}, so that a store of several
 * machines can take this one's place. Knows nothing of AWS or WAMP.
 *
 * <p>{@link dev.tule.store.RocksStore} is the store of one machine. Bodies run in the threads of
 * their callers and read there; the committer's thread alone writes (see the class comment of
 * {@code Committer}); a housekeeping thread ends reads that take too long and drops old changes.
 * RocksDB's own threads flush and compact.
 */
@NullMarked
package dev.tule.store;

import org.jspecify.annotations.NullMarked;
