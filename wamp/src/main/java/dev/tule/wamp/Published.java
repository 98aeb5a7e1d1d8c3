package dev.tule.wamp;

/**
 * The broker has taken an event that its publisher wanted acknowledged.
 *
 * <p>{@code [PUBLISHED, PUBLISH.Request|id, Publication|id]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-published-2">PUBLISHED</a>
 */
public record Published(RequestId request, PublicationId publication) implements Message {

    @Override
    public MessageType type() {
        return MessageType.PUBLISHED;
    }
}
