package dev.tule.rds;

import dev.tule.aws.Secrets;
import dev.tule.engines.Engines;
import dev.tule.rds.access.Authority;
import dev.tule.rds.engine.Releases;
import java.util.random.RandomGenerator;

/**
 * What RDS of all accounts and regions works with. Safe for use by many threads.
 *
 * @param releases what the engines offer
 */
public record Surroundings(
        Engines engines,
        Releases releases,
        Authority authority,
        Neighbours neighbours,
        RandomGenerator random,
        RdsConfig config) {

    public Secrets secrets() {
        return neighbours.secrets();
    }
}
