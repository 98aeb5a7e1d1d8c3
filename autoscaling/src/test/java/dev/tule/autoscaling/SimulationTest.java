package dev.tule.autoscaling;

import org.junit.jupiter.api.Test;

/**
 * Whole lives of groups, drawn by lot: users who change their minds, machines that boot slowly, die
 * and are found sick, launches that are refused, errors of EC2's own, and a server that is ended in
 * the middle of any step. After each event what must always hold is looked at; in the end, when the
 * troubles are over, the group must come to rest as it was asked to be.
 *
 * <p>A life that fails names its seed: {@code -Dtule.seed=...} lives that one alone.
 */
class SimulationTest {
    private static final int LIVES = Integer.getInteger("tule.lives", 400);

    @Test
    void groupsConvergeWhateverHappens() {
        Long one = Long.getLong("tule.seed");
        long first = one == null ? System.nanoTime() : one;
        for (long seed = first; seed < first + (one == null ? LIVES : 1); seed++) {
            try {
                new Life(seed).live();
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("a life went wrong: -Dtule.seed=" + seed, failure);
            }
        }
    }
}
