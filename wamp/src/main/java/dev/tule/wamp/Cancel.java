package dev.tule.wamp;

import java.util.Optional;

/**
 * A caller no longer wants the outcome of a call.
 *
 * <p>{@code [CANCEL, CALL.Request|id, Options|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-cancel">CANCEL</a>
 */
public record Cancel(RequestId request, Dict options) implements Message {

    /** How: {@code skip}, {@code kill} or {@code killnowait}; empty where the dealer may choose. */
    public Optional<String> mode() {
        return options.string("mode");
    }

    @Override
    public MessageType type() {
        return MessageType.CANCEL;
    }
}
