package dev.tule.server.cloud;

import dev.tule.rds.event.EventTarget;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Uri;
import dev.tule.wamp.client.WampError;
import dev.tule.wamp.client.WampException;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.Event;

/**
 * Publishes what event subscriptions of RDS ask for to WAMP topics. Safe for use by many threads.
 */
record DatabaseEvents(WampTopics topics) implements EventTarget {
    /** The name and role under which they are published. */
    private static final String PUBLISHER = "rds";

    @Override
    public boolean takes(String topic) {
        return topics.takes(topic);
    }

    @Override
    public Outcome deliver(String topic, Notice notice) {
        if (!takes(topic)) {
            return Outcome.NO_TOPIC;
        }
        try {
            topics.publish(PUBLISHER, topic, keywords(notice));
            return Outcome.DELIVERED;
        } catch (WampError refused) {
            return outcome(refused.error());
        } catch (WampException | IllegalStateException later) {
            return Outcome.NOT_YET;
        }
    }

    private static Outcome outcome(Uri error) {
        return error.equals(ErrorUri.NO_SUCH_REALM) ? Outcome.NO_TOPIC : Outcome.NO_PERMISSION;
    }

    /** The members of an event that DescribeEvents has, by their names. */
    private static Map<String, Object> keywords(Notice notice) {
        Event event = notice.event();
        Map<String, Object> keywords = new LinkedHashMap<>();
        keywords.put("SubscriptionName", notice.subscription());
        keywords.put("SourceType", event.sourceTypeAsString());
        keywords.put("SourceIdentifier", event.sourceIdentifier());
        keywords.put("SourceArn", event.sourceArn());
        keywords.put("EventCategories", event.eventCategories());
        keywords.put("Message", event.message());
        keywords.put("Date", event.date().toString());
        keywords.put("Region", notice.where().region());
        return keywords;
    }
}
