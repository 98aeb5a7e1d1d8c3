package dev.tule.autoscaling;

import dev.tule.autoscaling.notification.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Topics that keep what was published. For one thread. */
final class FakeTopics implements Topics {
    final List<Map<String, Object>> published = new ArrayList<>();

    /** Nobody can be reached. */
    boolean down;

    @Override
    public boolean takes(String arn) {
        return arn.startsWith("arn:aws:wamp:");
    }

    @Override
    public void publish(String arn, Map<String, Object> message) {
        if (down) {
            throw new IllegalStateException("nobody is there");
        }
        published.add(message);
    }
}
