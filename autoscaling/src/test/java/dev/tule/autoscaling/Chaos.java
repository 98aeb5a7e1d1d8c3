package dev.tule.autoscaling;

import java.util.random.RandomGenerator;

/** Ends the server now and then, in the middle of whatever it does. For one thread. */
final class Chaos {
    /** The server's end. Nothing catches it but the simulation. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        Crash(String where) {
            super(where, null, false, false);
        }
    }

    private final RandomGenerator random;
    private double crashes;

    Chaos(RandomGenerator random) {
        this.random = random;
    }

    /** From now on so many of all steps are the server's last. */
    void crashing(double share) {
        crashes = share;
    }

    void step(String where) {
        if (crashes > 0 && random.nextDouble() < crashes) {
            throw new Crash(where);
        }
    }
}
