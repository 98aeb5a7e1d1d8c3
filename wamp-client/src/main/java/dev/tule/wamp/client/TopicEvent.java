package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Payload;
import dev.tule.wamp.PublicationId;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.client.mapping.PayloadMapper;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An event that a subscription received.
 *
 * @param topic the topic that was published to, also where the subscription is to a pattern
 * @param publication which publication it is
 * @param details what else the broker says
 * @param payload the arguments
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-event-2">EVENT</a>
 */
public record TopicEvent(Uri topic, PublicationId publication, Dict details, Payload payload) {

    /**
     * The arguments as a value of that type; see {@link PayloadMapper#read}.
     *
     * @throws WampMismatch saying what is wrong where
     */
    public <T> T as(Class<T> type) {
        return Mapped.received("an event of " + topic, () -> PayloadMapper.read(payload, type));
    }

    /** The session that published it, where it is disclosed. */
    public Optional<SessionId> publisher() {
        OptionalLong id = details.integer("publisher");
        return id.isPresent() ? Optional.of(new SessionId(id.getAsLong())) : Optional.empty();
    }

    /** Who published it, where it is disclosed. */
    public Optional<String> publisherAuthId() {
        return details.string("publisher_authid");
    }

    /** In which role, where it is disclosed. */
    public Optional<String> publisherAuthRole() {
        return details.string("publisher_authrole");
    }

    /** Whether it was published before we subscribed, and kept. */
    public boolean retained() {
        return details.flag("retained", false);
    }

    /** How much the broker trusts the publisher, where it says so. */
    public OptionalLong trustLevel() {
        return details.integer("trustlevel");
    }

    /** How the payload is packed, where it passed through the router unread. */
    public Optional<Passthru> passthru() {
        return Passthru.of(details);
    }

    /** Takes the events of a subscription: one at a time, in their order, and may block. */
    @FunctionalInterface
    public interface Handler {

        /** An exception is logged, and the next event follows. */
        void received(TopicEvent event) throws Exception;
    }
}
