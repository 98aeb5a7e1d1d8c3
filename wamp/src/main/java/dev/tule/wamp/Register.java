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

    /** Whether the callee sees to timeouts itself, where it can. */
    public boolean forwardTimeout() {
        return options.flag("forward_timeout", false);
    }

    /** Whether the callees that the procedure has shall give way; as Crossbar.io has it. */
    public boolean forceReregister() {
        return options.flag("force_reregister", false);
    }

    @Override
    public MessageType type() {
        return MessageType.REGISTER;
    }
}
