package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Result;
import java.util.Optional;

/**
 * What a procedure returns, with what is told of it. Given back by a handler, the details are the
 * options of YIELD.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-result-2">RESULT</a>
 */
public record CallResult(Payload payload, Dict details) {

    /** A result that only the caller can read. */
    public static CallResult of(byte[] content, Passthru how) {
        return new CallResult(Payload.of((Object) content), how.addTo(Dict.EMPTY));
    }

    static CallResult of(Result result) {
        return new CallResult(result.payload(), result.details());
    }

    /** How the payload is packed, where it passed through the router unread. */
    public Optional<Passthru> passthru() {
        return Passthru.of(details);
    }
}
