package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RoutingConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Re-routing, payload passthru, trust levels, message by message. */
class AdvancedRoutingTest {
    private static final String[] PASSTHRU = {
        "caller.payload_passthru_mode", "callee.payload_passthru_mode",
        "publisher.payload_passthru_mode", "subscriber.payload_passthru_mode"
    };

    private static final String PPT =
            "\"ppt_scheme\":\"wamp\",\"ppt_serializer\":\"cbor\",\"ppt_keyid\":\"k1\"";

    private final Router router =
            Router.start(
                    RouterConfig.defaults()
                            .withRealms(
                                    RealmConfig.open("realm1"),
                                    RealmConfig.open("trusting")
                                            .with(
                                                    RoutingConfig.DEFAULT.withTrustLevels(
                                                            Map.of("anonymous", 3)))));

    @AfterEach
    void stop() {
        router.close();
    }

    private RawClient callee(String policy, String... features) {
        RawClient callee = RawClient.joined(router, "realm1", features);
        callee.say("[64,1,{\"invoke\":\"%s\"},\"a.b\"]".formatted(policy));
        callee.next("[65,1,1]");
        return callee;
    }

    @ParameterizedTest
    @CsvSource({"first, 0 1 2", "last, 2 1 0", "roundrobin, 0 1 2"})
    void aCallGoesToTheNextCalleeWhereOneIsUnavailable(String policy, String order) {
        List<RawClient> callees =
                List.of(
                        callee(policy, "callee.call_reroute"),
                        callee(policy, "callee.call_reroute"),
                        callee(policy, "callee.call_reroute"));
        RawClient caller = RawClient.joined(router);
        caller.say("[48,1,{},\"a.b\",[7]]");
        for (String index : order.split(" ", -1)) {
            RawClient callee = callees.get(Integer.parseInt(index));
            callee.next("[68,1,1,{},[7]]");
            callee.say("[8,68,1,{},\"wamp.error.unavailable\"]");
        }
        assertThat(caller.next()).startsWith("[8,48,1,{},\"wamp.error.no_available_callee\"");
    }

    @Test
    void theSecondCalleesResultIsTheCalls() {
        RawClient busy = callee("random", "callee.call_reroute");
        RawClient caller = RawClient.joined(router);
        caller.say("[48,1,{},\"a.b\",[7]]");
        busy.next("[68,1,1,{},[7]]");
        RawClient free = callee("random", "callee.call_reroute");
        busy.say("[8,68,1,{},\"wamp.error.unavailable\"]");
        free.next("[68,1,1,{},[7]]");
        free.say("[70,1,{},[8]]");
        assertThat(caller.next()).isEqualTo("[50,1,{},[8]]");
        busy.expectNothing(2);
    }

    @Test
    void theOnlyCalleeOfAProcedureIsTheLastToo() {
        RawClient callee = callee("single", "callee.call_reroute");
        RawClient caller = RawClient.joined(router);
        caller.say("[48,1,{},\"a.b\"]");
        callee.next("[68,1,1,{}]");
        callee.say("[8,68,1,{},\"wamp.error.unavailable\"]");
        assertThat(caller.next()).startsWith("[8,48,1,{},\"wamp.error.no_available_callee\"");
    }

    @Test
    void whoDoesNotKnowOfReroutingMeansItsErrorForTheCaller() {
        RawClient callee = callee("first");
        RawClient other = callee("first");
        RawClient caller = RawClient.joined(router);
        caller.say("[48,1,{},\"a.b\"]");
        callee.next("[68,1,1,{}]");
        callee.say("[8,68,1,{},\"wamp.error.unavailable\"]");
        caller.next("[8,48,1,{},\"wamp.error.unavailable\"]");
        other.expectNothing(2);
    }

    @Test
    void aSealedPayloadTravelsWithItsDescriptionBothWays() {
        RawClient callee = callee("single", PASSTHRU);
        RawClient caller = RawClient.joined(router, "realm1", PASSTHRU);
        caller.say("[48,1,{%s},\"a.b\",[\"\\u0000AAAA\"]]".formatted(PPT));
        callee.next("[68,1,1,{%s},[\"\\u0000AAAA\"]]".formatted(PPT));
        callee.say("[70,1,{%s},[\"\\u0000BBBB\"]]".formatted(PPT));
        assertThat(caller.next()).isEqualTo("[50,1,{%s},[\"\\u0000BBBB\"]]".formatted(PPT));
        caller.say("[48,2,{%s},\"a.b\",[\"\\u0000AAAA\"]]".formatted(PPT));
        callee.next();
        callee.say("[8,68,2,{%s},\"a.no\",[\"\\u0000CCCC\"]]".formatted(PPT));
        assertThat(caller.next())
                .isEqualTo("[8,48,2,{%s},\"a.no\",[\"\\u0000CCCC\"]]".formatted(PPT));
    }

    @Test
    void aSealedEventTravelsWithItsDescription() {
        RawClient subscriber = RawClient.joined(router, "realm1", PASSTHRU);
        subscriber.say("[32,1,{},\"a.b\"]");
        subscriber.next("[33,1,1]");
        RawClient publisher = RawClient.joined(router, "realm1", PASSTHRU);
        publisher.say("[16,1,{%s},\"a.b\",[\"\\u0000AAAA\"]]".formatted(PPT));
        subscriber.next("[36,1,1,{%s},[\"\\u0000AAAA\"]]".formatted(PPT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[16,1,{\"ppt_scheme\":\"mqtt\"},\"a.b\",[1]]",
                "[48,1,{\"ppt_scheme\":\"mqtt\"},\"a.b\",[1]]",
            })
    void whoSealsPayloadsMustHaveAnnouncedIt(String message) {
        RawClient client = RawClient.joined(router);
        client.say(message);
        client.expectAbort("wamp.error.protocol_violation");
    }

    @Test
    void aCalleeThatSealsItsResultMustHaveAnnouncedIt() {
        RawClient callee = callee("single");
        RawClient caller = RawClient.joined(router, "realm1", PASSTHRU);
        caller.say("[48,1,{},\"a.b\"]");
        callee.next("[68,1,1,{}]");
        callee.say("[70,1,{%s},[\"\\u0000BBBB\"]]".formatted(PPT));
        callee.expectAbort("wamp.error.protocol_violation");
        assertThat(caller.next()).startsWith("[8,48,1,{},\"wamp.error.canceled\"");
    }

    @Test
    void aCalleeThatCannotUnsealIsNotAsked() {
        RawClient callee = callee("single");
        RawClient caller = RawClient.joined(router, "realm1", PASSTHRU);
        caller.say("[48,1,{%s},\"a.b\",[\"\\u0000AAAA\"]]".formatted(PPT));
        assertThat(caller.next()).startsWith("[8,48,1,{},\"wamp.error.feature_not_supported\"");
        callee.expectNothing(2);
    }

    @Test
    void aCallerThatCannotUnsealGetsNoSealedResult() {
        RawClient callee = callee("single", PASSTHRU);
        RawClient caller = RawClient.joined(router);
        caller.say("[48,1,{},\"a.b\"]");
        callee.next("[68,1,1,{}]");
        callee.say("[70,1,{%s},[\"\\u0000BBBB\"]]".formatted(PPT));
        assertThat(callee.next()).startsWith("[8,70,1,{},\"wamp.error.feature_not_supported\"");
        assertThat(caller.next()).startsWith("[8,48,1,{},\"wamp.error.feature_not_supported\"");
    }

    @Test
    void trustIsTheRolesWhereTheRealmSaysSo() {
        RawClient receiver = RawClient.joined(router, "trusting");
        receiver.say("[32,1,{},\"a.b\"]");
        receiver.next("[33,1,1]");
        receiver.say("[64,2,{},\"a.c\"]");
        receiver.next("[65,2,1]");
        RawClient sender = RawClient.joined(router, "trusting");
        sender.say("[16,1,{},\"a.b\",[1]]");
        assertThat(receiver.next()).endsWith(",{\"trustlevel\":3},[1]]");
        sender.say("[48,2,{},\"a.c\",[1]]");
        assertThat(receiver.next()).endsWith(",{\"trustlevel\":3},[1]]");
    }
}
