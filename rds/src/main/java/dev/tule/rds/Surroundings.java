package dev.tule.rds;

import dev.tule.engines.Engines;
import java.util.random.RandomGenerator;

/**
 * What RDS of all accounts and regions works with. Safe for use by many threads.
 *
 * @param releases what the engines offer
 */
record Surroundings(
        Engines engines,
        Releases releases,
        Authority authority,
        Neighbours neighbours,
        RandomGenerator random,
        RdsConfig config) {

    Secrets secrets() {
        return neighbours.secrets();
    }
}
