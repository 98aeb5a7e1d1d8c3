package dev.tule.wamp;

/**
 * A subscriber acknowledges an event. Provisional: in the test vectors, not in the text of the
 * specification; the router does not announce it.
 *
 * <p>{@code [EVENT_RECEIVED, EVENT.Publication|id]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-event-2">EVENT RECEIVED</a>
 */
public record EventReceived(PublicationId publication) implements Message {

    @Override
    public MessageType type() {
        return MessageType.EVENT_RECEIVED;
    }
}
