package dev.tule.wamp;

/**
 * A publisher gives an event to the broker.
 *
 * <p>{@code [PUBLISH, Request|id, Options|dict, Topic|uri, Arguments|list, ArgumentsKw|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-publish-2">PUBLISH</a>
 */
public record Publish(RequestId request, Dict options, Uri topic, Payload payload)
        implements Message {

    /** Whether the publisher wants to be told of success or failure. */
    public boolean acknowledge() {
        return options.flag("acknowledge", false);
    }

    /** Whether the publisher shall not get its own event: true unless it says otherwise. */
    public boolean excludeMe() {
        return options.flag("exclude_me", true);
    }

    /** Whether subscribers shall learn who published. */
    public boolean discloseMe() {
        return options.flag("disclose_me", false);
    }

    /** Whether the event shall be kept for later subscribers that ask for it. */
    public boolean retain() {
        return options.flag("retain", false);
    }

    @Override
    public MessageType type() {
        return MessageType.PUBLISH;
    }
}
