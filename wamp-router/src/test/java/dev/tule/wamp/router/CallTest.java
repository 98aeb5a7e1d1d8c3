package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.router.config.RouterConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dealer, message by message. */
class CallTest {
    private final Router router = Router.start(RouterConfig.defaults());
    private RawClient callee = RawClient.joined(router);
    private RawClient caller = RawClient.joined(router);

    @BeforeEach
    void register() {
        callee = RawClient.joined(router);
        caller = RawClient.joined(router);
        callee.say("[64,1,{},\"a.b\"]");
        callee.next("[65,1,1]");
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void aCallComesBackWithItsResult() {
        caller.say("[48,1,{},\"a.b\",[1],{\"x\":2}]");
        callee.next("[68,1,1,{},[1],{\"x\":2}]");
        callee.say("[70,1,{},[3]]");
        assertThat(caller.next()).isEqualTo("[50,1,{},[3]]");
    }

    @Test
    void anErrorKeepsItsUriDetailsAndPayload() {
        caller.say("[48,1,{},\"a.b\"]");
        callee.next("[68,1,1,{}]");
        callee.say("[8,68,1,{\"d\":1},\"a.error\",[3],{\"k\":4}]");
        assertThat(caller.next()).isEqualTo("[8,48,1,{\"d\":1},\"a.error\",[3],{\"k\":4}]");
    }

    @Test
    void invocationsAreNumberedFromOneForEachCallee() {
        for (int i = 1; i <= 3; i++) {
            caller.say("[48,%d,{},\"a.b\"]".formatted(i));
            assertThat(callee.next()).startsWith("[68," + i + ",");
        }
    }

    @ParameterizedTest
    @CsvSource({"skip, false", "killnowait, true"})
    void aCancelledCallFailsAtOnceAndItsResultIsDropped(String mode, boolean interrupts) {
        caller.say("[48,1,{},\"a.b\"]");
        callee.next("[68,1,1,{}]");
        caller.say("[49,1,{\"mode\":\"%s\"}]".formatted(mode));
        assertThat(caller.next()).startsWith("[8,48,1,{},\"wamp.error.canceled\"");
        if (interrupts) {
            assertThat(callee.next()).isEqualTo("[69,1,{\"mode\":\"killnowait\"}]");
        }
        callee.say("[70,1,{},[\"late\"]]");
        callee.expectNothing(2);
        caller.expectNothing(2);
    }

    @Test
    void aKilledCallWaitsForWhatTheCalleeSays() {
        caller.say("[48,1,{},\"a.b\"]");
        callee.next("[68,1,1,{}]");
        caller.say("[49,1,{\"mode\":\"kill\"}]");
        assertThat(callee.next()).isEqualTo("[69,1,{\"mode\":\"kill\"}]");
        caller.expectNothing(2);
        callee.say("[8,68,1,{},\"wamp.error.canceled\"]");
        caller.next("[8,48,1,{},\"wamp.error.canceled\"]");
    }

    @Test
    void aCallThatTakesTooLongIsEndedByTheDealer() {
        caller.say("[48,1,{\"timeout\":20},\"a.b\"]");
        callee.next("[68,1,1,{}]");
        assertThat(caller.next()).startsWith("[8,48,1,{},\"wamp.error.timeout\"");
        assertThat(callee.next()).isEqualTo("[69,1,{\"mode\":\"killnowait\"}]");
        callee.say("[70,1,{}]");
        callee.expectNothing(2);
    }

    @Test
    void aCalleeThatLeavesFailsItsCalls() {
        caller.say("[48,1,{},\"a.b\"]");
        callee.next("[68,1,1,{}]");
        callee.close();
        assertThat(caller.next()).startsWith("[8,48,1,{},\"wamp.error.canceled\"");
        caller.say("[48,2,{},\"a.b\"]");
        assertThat(caller.next()).startsWith("[8,48,2,{},\"wamp.error.no_such_procedure\"");
    }

    @Test
    void aCallerThatLeavesInterruptsTheCallee() {
        caller.say("[48,1,{},\"a.b\"]");
        callee.next("[68,1,1,{}]");
        caller.close();
        assertThat(callee.next()).isEqualTo("[69,1,{\"mode\":\"killnowait\"}]");
        callee.say("[70,1,{}]");
        callee.expectNothing(2);
    }

    @Test
    void callsUnderWayOutliveTheRegistration() {
        caller.say("[48,1,{},\"a.b\"]");
        String invocation = callee.next("[68,1,1,{}]");
        String registration = invocation.split(",", -1)[2];
        callee.say("[66,2,%s]".formatted(registration));
        callee.next("[67,2]");
        callee.say("[70,1,{},[\"still\"]]");
        assertThat(caller.next()).isEqualTo("[50,1,{},[\"still\"]]");
        caller.say("[48,2,{},\"a.b\"]");
        assertThat(caller.next()).startsWith("[8,48,2,{},\"wamp.error.no_such_procedure\"");
    }

    @Test
    void aProcedureIsServedByOneUnlessAllShareIt() {
        RawClient other = RawClient.joined(router);
        other.say("[64,1,{},\"a.b\"]");
        assertThat(other.next()).startsWith("[8,64,1,{},\"wamp.error.procedure_already_exists\"");
        other.say("[64,2,{\"invoke\":\"first\"},\"a.c\"]");
        other.next("[65,2,1]");
        callee.say("[64,2,{\"invoke\":\"last\"},\"a.c\"]");
        assertThat(callee.next()).startsWith("[8,64,2,{},\"wamp.error.procedure_already_exists\"");
        callee.say("[64,3,{\"invoke\":\"first\"},\"a.c\"]");
        callee.next("[65,3,1]");
        caller.say("[48,1,{},\"a.c\"]");
        other.next("[68,1,1,{}]");
        callee.expectNothing(4);
    }

    @Test
    void theLastCalleeServesWhereThePolicySaysSo() {
        RawClient other = RawClient.joined(router);
        callee.say("[64,2,{\"invoke\":\"last\"},\"a.c\"]");
        callee.next("[65,2,1]");
        other.say("[64,1,{\"invoke\":\"last\"},\"a.c\"]");
        other.next("[65,1,1]");
        caller.say("[48,1,{},\"a.c\"]");
        other.next("[68,1,1,{}]");
        other.close();
        assertThat(caller.next()).startsWith("[8,48,1,{},\"wamp.error.canceled\"");
        caller.say("[48,2,{},\"a.c\"]");
        callee.next("[68,1,1,{}]");
    }

    @Test
    void aCallerIsNamedIfItAsks() {
        caller.say("[48,1,{\"disclose_me\":true},\"a.b\"]");
        assertThat(callee.next())
                .contains("\"caller\":", "\"caller_authid\":", "\"caller_authrole\":\"anonymous\"");
    }

    @Test
    void resultsInPiecesReachOnlyACallerThatWantsThem() {
        caller.say("[48,1,{},\"a.b\"]");
        callee.next("[68,1,1,{}]");
        callee.say("[70,1,{\"progress\":true},[1]]");
        callee.say("[70,1,{},[2]]");
        assertThat(caller.next()).isEqualTo("[50,1,{},[2]]");
    }
}
