package dev.tule.server.cloud;

import dev.tule.autoscaling.notification.Topics;
import java.util.Map;

/** Where Auto Scaling's groups notify: topics of WAMP. Safe for use by many threads. */
record GroupTopics(WampTopics topics) implements Topics {
    /** The name and role under which groups notify. */
    private static final String AUTH_ID = "autoscaling";

    @Override
    public boolean takes(String arn) {
        return topics.takes(arn);
    }

    @Override
    public void publish(String arn, Map<String, Object> message) {
        topics.publish(AUTH_ID, arn, message);
    }
}
