package dev.tule.autoscaling.life;

import dev.tule.autoscaling.life.Balancers.Target;
import dev.tule.store.Key;

/**
 * A load balancer in front of a group, and how far it is with the group's machines (API Reference,
 * "LoadBalancerState"). Immutable.
 */
public record Attachment(Target target, State state) {

    /** What leads on is in {@link Decision}. */
    public enum State {
        /** Machines in service are registered with it. */
        ADDING("Adding"),
        /** All are registered. */
        ADDED("Added"),
        /** One was found healthy: from here on, what the balancer finds counts. */
        IN_SERVICE("InService"),
        /** Machines are taken out and drained; then it is forgotten. */
        REMOVING("Removing");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** AWS's name of it. */
        public String word() {
            return word;
        }
    }

    static Key key(String group, Target target) {
        return Key.of(Book.ATTACHMENTS, group, target.classic(), target.name());
    }
}
