package dev.tule.wamp;

/**
 * A request failed. (Not called Error, which is a class of java.lang.)
 *
 * <p>{@code [ERROR, REQUEST.Type|int, REQUEST.Request|id, Details|dict, Error|uri, Arguments|list,
 * ArgumentsKw|dict]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-error">ERROR</a>
 */
public record ErrorMessage(
        MessageType requestType, RequestId request, Dict details, Uri error, Payload payload)
        implements Message {

    /** An error whose argument is a sentence for people. */
    public static ErrorMessage of(
            MessageType requestType, RequestId request, Uri error, String message) {
        return new ErrorMessage(requestType, request, Dict.EMPTY, error, Payload.of(message));
    }

    @Override
    public MessageType type() {
        return MessageType.ERROR;
    }
}
