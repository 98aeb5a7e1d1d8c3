package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.router.config.RouterConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls and results in pieces, message by message. */
class ProgressiveCallTest {
    private final Router router = Router.start(RouterConfig.defaults());
    private final RawClient caller =
            RawClient.joined(
                    router,
                    "realm1",
                    "caller.progressive_call_invocations",
                    "caller.progressive_call_results");

    @AfterEach
    void stop() {
        router.close();
    }

    private RawClient callee(String... features) {
        RawClient callee = RawClient.joined(router, "realm1", features);
        callee.say("[64,1,{\"invoke\":\"roundrobin\"},\"a.b\"]");
        callee.next("[65,1,1]");
        return callee;
    }

    private RawClient streamingCallee() {
        return callee(
                "callee.progressive_call_invocations",
                "callee.progressive_call_results",
                "callee.call_canceling",
                "callee.call_timeout");
    }

    @Test
    void allPiecesOfACallGoToOneCalleeUnderOneNumber() {
        RawClient callee = streamingCallee();
        RawClient other = streamingCallee();
        caller.say("[48,1,{\"progress\":true},\"a.b\",[1]]");
        String first = callee.next();
        assertThat(first).startsWith("[68,1,").endsWith(",{\"progress\":true},[1]]");
        caller.say("[48,2,{},\"a.b\",[\"other\"]]");
        other.next("[68,1,1,{},[\"other\"]]");
        caller.say("[48,1,{\"progress\":true},\"a.b\",[2]]");
        assertThat(callee.next()).isEqualTo(first.replace("[1]]", "[2]]"));
        caller.say("[48,1,{},\"a.b\",[3]]");
        assertThat(callee.next()).startsWith("[68,1,").endsWith(",{},[3]]");
        callee.say("[70,1,{},[\"all\"]]");
        assertThat(caller.next()).isEqualTo("[50,1,{},[\"all\"]]");
    }

    @Test
    void theOptionsOfTheFirstPieceHoldForAll() {
        RawClient callee = streamingCallee();
        caller.say("[48,1,{\"progress\":true,\"disclose_me\":true},\"a.b\",[1]]");
        assertThat(callee.next()).contains("\"caller\":" + caller.id());
        caller.say("[48,1,{\"receive_progress\":true},\"a.b\",[2]]");
        assertThat(callee.next()).contains("\"caller\":" + caller.id()).doesNotContain("progress");
    }

    @Test
    void piecesGoBothWays() {
        RawClient callee = streamingCallee();
        caller.say("[48,1,{\"progress\":true,\"receive_progress\":true},\"a.b\",[1]]");
        assertThat(callee.next()).contains("\"receive_progress\":true", "\"progress\":true");
        callee.say("[70,1,{\"progress\":true},[10]]");
        assertThat(caller.next()).isEqualTo("[50,1,{\"progress\":true},[10]]");
        caller.say("[48,1,{},\"a.b\",[2]]");
        assertThat(callee.next()).contains("\"receive_progress\":true");
        callee.say("[70,1,{},[20]]");
        assertThat(caller.next()).isEqualTo("[50,1,{},[20]]");
    }

    @Test
    void aPieceThatComesWhenAllIsOverIsIgnored() {
        RawClient callee = streamingCallee();
        caller.say("[48,1,{\"progress\":true},\"a.b\",[1]]");
        callee.next();
        callee.say("[8,68,1,{},\"a.full\"]");
        caller.next("[8,48,1,{},\"a.full\"]");
        caller.say("[48,1,{\"progress\":true},\"a.b\",[2]]");
        caller.expectNothing(2);
        callee.expectNothing(2);
    }

    @Test
    void aCalleeThatTakesNoPiecesIsNotAsked() {
        RawClient callee = callee("callee.progressive_call_invocations");
        caller.say("[48,1,{\"progress\":true},\"a.b\",[1]]");
        assertThat(caller.next()).startsWith("[8,48,1,{},\"wamp.error.feature_not_supported\"");
        callee.expectNothing(2);
    }

    @Test
    void whoHasNotAnnouncedItMayNotCallInPieces() {
        RawClient plain = RawClient.joined(router);
        plain.say("[48,1,{\"progress\":true},\"a.b\",[1]]");
        plain.expectAbort("wamp.error.protocol_violation");
    }

    @Test
    void aWholeCallIsNotGoneOnWith() {
        streamingCallee();
        caller.say("[48,1,{},\"a.b\",[1]]");
        caller.say("[48,1,{},\"a.b\",[2]]");
        caller.expectAbort("wamp.error.protocol_violation");
    }

    @Test
    void numbersOfCallsHaveNoGaps() {
        caller.say("[48,2,{\"progress\":true},\"a.b\",[1]]");
        caller.expectAbort("wamp.error.protocol_violation");
    }

    @Test
    void aCallerThatLeavesInThePartsInterruptsTheCallee() {
        RawClient callee = streamingCallee();
        caller.say("[48,1,{\"progress\":true},\"a.b\",[1]]");
        callee.next();
        caller.close();
        assertThat(callee.next()).isEqualTo("[69,1,{\"mode\":\"killnowait\"}]");
    }

    @Test
    void aTimeoutCountsFromPieceToPiece() throws InterruptedException {
        RawClient callee = streamingCallee();
        caller.say("[48,1,{\"receive_progress\":true,\"timeout\":400},\"a.b\"]");
        callee.next();
        for (int i = 0; i < 4; i++) {
            // Longer in all than the timeout, each piece well within it.
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(150);
            callee.say("[70,1,{\"progress\":true},[1]]");
            caller.next("[50,1,{\"progress\":true},[1]]");
        }
        assertThat(caller.next()).startsWith("[8,48,1,{},\"wamp.error.timeout\"");
        assertThat(callee.next()).isEqualTo("[69,1,{\"mode\":\"killnowait\"}]");
    }

    @Test
    void aCalleeThatWantsToSeesToTheTimeoutItself() {
        RawClient callee = streamingCallee();
        callee.say("[64,2,{\"forward_timeout\":true},\"a.slow\"]");
        callee.next("[65,2,1]");
        caller.say("[48,1,{\"timeout\":5},\"a.slow\"]");
        assertThat(callee.next()).endsWith(",{\"timeout\":5}]");
        callee.say("[8,68,1,{},\"wamp.error.timeout\"]");
        caller.next("[8,48,1,{},\"wamp.error.timeout\"]");
    }

    @Test
    void aCalleeThatCannotIsNotLeftAloneWithTheTimeout() {
        RawClient callee = RawClient.joined(router);
        callee.say("[64,1,{\"forward_timeout\":true},\"a.slow\"]");
        callee.next("[65,1,1]");
        caller.say("[48,1,{\"timeout\":5},\"a.slow\"]");
        assertThat(callee.next()).endsWith(",{}]");
        assertThat(caller.next()).startsWith("[8,48,1,{},\"wamp.error.timeout\"");
    }
}
