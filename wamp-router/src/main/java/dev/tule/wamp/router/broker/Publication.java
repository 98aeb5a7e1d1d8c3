package dev.tule.wamp.router.broker;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Event;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Payload;
import dev.tule.wamp.PublicationId;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.Uri;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was published: the event, but for the subscription it is delivered to. Immutable.
 *
 * @param details those of EVENT, without the topic
 * @param receivers who may get it
 */
public record Publication(
        PublicationId id, Uri topic, Dict details, Payload payload, Receivers receivers) {

    /** The event as the subscribers of a subscription get it. */
    public Event to(SubscriptionId subscription, MatchPolicy match) {
        Dict told = match == MatchPolicy.EXACT ? details : details.with("topic", topic.value());
        return new Event(subscription, id, told, payload);
    }

    /** The event as one gets it who subscribes later. */
    Event retainedTo(SubscriptionId subscription, MatchPolicy match) {
        Event event = to(subscription, match);
        return new Event(subscription, id, event.details().with("retained", true), payload);
    }

    /** An event, encoded once for each serializer that a receiver has. Confined to a thread. */
    static final class Encodings {
        private final Event event;
        private final Map<Serializer, byte[]> encodings = new EnumMap<>(Serializer.class);

        Encodings(Event event) {
            this.event = event;
        }

        byte[] in(Serializer serializer) {
            return encodings.computeIfAbsent(serializer, s -> s.encode(event));
        }
    }
}
