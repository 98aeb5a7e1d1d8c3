package dev.tule.rds.event;

import dev.tule.aws.AccountRegion;
import software.amazon.awssdk.services.rds.model.Event;

/**
 * Takes events to the topics of event subscriptions (RDS User Guide, "Working with Amazon RDS event
 * notification"). Called by one thread of each account and region.
 */
public interface EventTarget {
    /** Has no topics. */
    EventTarget NONE =
            new EventTarget() {
                @Override
                public boolean takes(String topic) {
                    return false;
                }

                @Override
                public Outcome deliver(String topic, Notice notice) {
                    return Outcome.NO_TOPIC;
                }
            };

    /** Whether this is the ARN of a topic of a kind that can be delivered to. */
    boolean takes(String topic);

    /** Returns when whoever keeps the topic has the event. */
    Outcome deliver(String topic, Notice notice);

    /**
     * An event that a subscription is for.
     *
     * @param where the subscription is
     * @param subscription its name
     */
    record Notice(AccountRegion where, String subscription, Event event) {}

    /** What came of a delivery. */
    enum Outcome {
        DELIVERED,
        /** There is no such topic. */
        NO_TOPIC,
        /** RDS may not publish there. */
        NO_PERMISSION,
        /** It may succeed later. */
        NOT_YET
    }
}
