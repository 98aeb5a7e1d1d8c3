package dev.tule.wamp;

/**
 * A callee offers to serve a procedure or a pattern of them.
 *
 * <p>{@code [REGISTER, Request|id, Options|dict, Procedure|uri]}
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-register-2">REGISTER</a>
 */
public record Register(RequestId request, Dict options, Uri procedure) implements Message {

    /** How the procedure is to be matched. */
    public MatchPolicy match() {
        return MatchPolicy.of(options);
    }

    /** How calls are shared with the other callees of this procedure. */
    public InvocationPolicy invoke() {
        return InvocationPolicy.of(options);
    }

    @Override
    public MessageType type() {
        return MessageType.REGISTER;
    }
}
