package dev.tule.wamp;

/**
 * A subscriber asks for the events of a topic or of a pattern.
 *
 * <p>{@code [SUBSCRIBE, Request|id, Options|dict, Topic|uri]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-subscribe-2">SUBSCRIBE</a>
 */
public record Subscribe(RequestId request, Dict options, Uri topic) implements Message {

    /** How the topic is to be matched. */
    public MatchPolicy match() {
        return MatchPolicy.of(options);
    }

    /** Whether the subscriber wants the events that were retained. */
    public boolean getRetained() {
        return options.flag("get_retained", false);
    }

    @Override
    public MessageType type() {
        return MessageType.SUBSCRIBE;
    }
}
