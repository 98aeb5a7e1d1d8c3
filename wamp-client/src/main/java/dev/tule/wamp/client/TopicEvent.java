package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Payload;
import dev.tule.wamp.PublicationId;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import java.util.Optional;

/**
 * An event that a subscription received.
 *
 * @param topic the topic that was published to, also where the subscription is to a pattern
 * @param publication which publication it is
 * @param details what else the broker says
 * @param payload the arguments
 */
public record TopicEvent(Uri topic, PublicationId publication, Dict details, Payload payload) {

    /** Who published, where the publisher and the broker disclose it. */
    public Optional<SessionId> publisher() {
        return details.integer("publisher").isPresent()
                ? Optional.of(new SessionId(details.integer("publisher").getAsLong()))
                : Optional.empty();
    }

    /** Takes the events of a subscription: one at a time, in their order, and may block. */
    @FunctionalInterface
    public interface Handler {

        /** An exception is logged, and the next event follows. */
        void received(TopicEvent event) throws Exception;
    }
}
