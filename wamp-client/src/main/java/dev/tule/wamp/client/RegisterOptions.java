package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.InvocationPolicy;
import dev.tule.wamp.MatchPolicy;

/**
 * How to register. Start from {@link #defaults} and change what you need.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-register-2">REGISTER</a>
 */
public final class RegisterOptions {
    private static final RegisterOptions DEFAULTS =
            new RegisterOptions(MatchPolicy.EXACT, InvocationPolicy.SINGLE, 0, Dict.EMPTY);

    private final MatchPolicy match;
    private final InvocationPolicy invoke;
    private final int concurrency;
    private final Dict dict;

    private RegisterOptions(
            MatchPolicy match, InvocationPolicy invoke, int concurrency, Dict dict) {
        this.match = match;
        this.invoke = invoke;
        this.concurrency = concurrency;
        this.dict = dict;
    }

    /** The procedure of exactly that name, served here alone, any number of calls at once. */
    public static RegisterOptions defaults() {
        return DEFAULTS;
    }

    public RegisterOptions withMatch(MatchPolicy changed) {
        return new RegisterOptions(
                changed, invoke, concurrency, dict.with("match", changed.wireName()));
    }

    /** How calls are shared with other callees of the same procedure. */
    public RegisterOptions withInvoke(InvocationPolicy changed) {
        return new RegisterOptions(
                match, changed, concurrency, dict.with("invoke", changed.wireName()));
    }

    /**
     * How many calls are served at once; more wait their turn, in the order in which they came, and
     * count among {@link ClientOptions#maxInvocations}. 0 for any number.
     */
    public RegisterOptions withConcurrency(int changed) {
        if (changed < 0) {
            throw new IllegalArgumentException("concurrency is at least 0");
        }
        return new RegisterOptions(match, invoke, changed, dict);
    }

    public MatchPolicy match() {
        return match;
    }

    public InvocationPolicy invoke() {
        return invoke;
    }

    public int concurrency() {
        return concurrency;
    }

    Dict toDict() {
        return dict;
    }
}
