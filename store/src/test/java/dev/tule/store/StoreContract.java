package dev.tule.store;

import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Store} does. A class that extends this says how a store is opened and where a
 * fresh one may be; the tests are these.
 */
@Timeout(60)
abstract class StoreContract extends OpenStore
        implements TransactionContract,
                RangeContract,
                ConflictContract,
                CounterContract,
                ChangeFeedContract,
                LimitContract,
                SerializabilityContract,
                CrashContract {}
