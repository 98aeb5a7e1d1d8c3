package dev.tule.wamp;

import java.time.Duration;
import java.util.Optional;

/**
 * A caller asks the dealer to have a procedure called.
 *
 * <p>{@code [CALL, Request|id, Options|dict, Procedure|uri, Arguments|list, ArgumentsKw|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-call-2">CALL</a>
 */
public record Call(RequestId request, Dict options, Uri procedure, Payload payload)
        implements Message {

    /** Whether the caller takes results piece by piece. */
    public boolean receiveProgress() {
        return options.flag("receive_progress", false);
    }

    /** Whether the callee shall learn who calls. */
    public boolean discloseMe() {
        return options.flag("disclose_me", false);
    }

    /** After how long the dealer shall cancel the call; empty for never. */
    public Optional<Duration> timeout() {
        long millis = options.integer("timeout").orElse(0);
        return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
    }

    /** Whether the call's payload goes on in further messages of the same number. */
    public boolean progress() {
        return options.flag("progress", false);
    }

    @Override
    public MessageType type() {
        return MessageType.CALL;
    }
}
