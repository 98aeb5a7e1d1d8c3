package dev.tule.autoscaling.notification;

import java.util.Map;

/** Where notifications go: topics, by their ARNs. Safe for use by many threads. */
public interface Topics {

    /** Whether there can be such a topic. A group that names another one is refused. */
    boolean takes(String arn);

    /**
     * Publishes a message.
     *
     * @throws RuntimeException when that can't be done now; it is tried again
     */
    void publish(String arn, Map<String, Object> message);
}
