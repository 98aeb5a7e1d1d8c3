package dev.tule.wamp;

/**
 * The broker gives an event to a subscriber.
 *
 * <p>{@code [EVENT, SUBSCRIBED.Subscription|id, PUBLISHED.Publication|id, Details|dict,
 * Arguments|list, ArgumentsKw|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-event-2">EVENT</a>
 */
public record Event(
        SubscriptionId subscription, PublicationId publication, Dict details, Payload payload)
        implements Message {

    @Override
    public MessageType type() {
        return MessageType.EVENT;
    }
}
