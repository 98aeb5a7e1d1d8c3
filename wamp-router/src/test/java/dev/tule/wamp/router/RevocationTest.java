package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.router.config.RouterConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The router takes registrations and subscriptions away. */
class RevocationTest {
    private final Router router = Router.start(RouterConfig.defaults());
    private final RawClient other = RawClient.joined(router);

    @AfterEach
    void stop() {
        router.close();
    }

    private RawClient understanding() {
        return RawClient.joined(
                router,
                "realm1",
                "callee.registration_revocation",
                "subscriber.subscription_revocation");
    }

    @Test
    void aRevokedSubscriberIsToldAndGetsNothingMore() {
        RawClient subscriber = understanding();
        subscriber.say("[32,1,{},\"a.b\"]");
        long subscription = subscriber.nextId("[33,1,1]");
        other.say(
                "[48,1,{},\"wamp.subscription.remove_subscriber\",[%d,%d],{\"reason\":\"moved\"}]"
                        .formatted(subscription, subscriber.id()));
        other.next("[50,1,{}]");
        assertThat(subscriber.next())
                .isEqualTo(
                        "[35,0,{\"subscription\":%d,\"reason\":\"moved\"}]"
                                .formatted(subscription));
        other.say("[16,2,{},\"a.b\"]");
        subscriber.expectNothing(2);
    }

    @Test
    void aRevokedCalleeIsToldAndIsNotCalled() {
        RawClient callee = understanding();
        callee.say("[64,1,{},\"a.b\"]");
        long registration = callee.nextId("[65,1,1]");
        other.say(
                "[48,1,{},\"wamp.registration.remove_callee\",[%d,%d]]"
                        .formatted(registration, callee.id()));
        other.next("[50,1,{}]");
        assertThat(callee.next())
                .isEqualTo(
                        "[67,0,{\"registration\":%d,\"reason\":\"revoked\"}]"
                                .formatted(registration));
        other.say("[48,2,{},\"a.b\"]");
        assertThat(other.next()).startsWith("[8,48,2,{},\"wamp.error.no_such_procedure\"");
    }

    @Test
    void whoWouldNotUnderstandIsNotTold() {
        RawClient subscriber = RawClient.joined(router);
        subscriber.say("[32,1,{},\"a.b\"]");
        long subscription = subscriber.nextId("[33,1,1]");
        other.say(
                "[48,1,{},\"wamp.subscription.remove_subscriber\",[%d,%d]]"
                        .formatted(subscription, subscriber.id()));
        other.next("[50,1,{}]");
        other.say("[16,2,{\"acknowledge\":true},\"a.b\"]");
        other.next("[17,2,1]");
        subscriber.expectNothing(2);
    }

    @Test
    void whatIsNotThereIsNotRevoked() {
        other.say("[48,1,{},\"wamp.registration.remove_callee\",[77,1]]");
        assertThat(other.next()).startsWith("[8,48,1,{},\"wamp.error.no_such_registration\"");
    }

    @Test
    void aDeviceTakesItsProceduresOverFromItsDeadSession() {
        RawClient dead = understanding();
        dead.say("[64,1,{},\"a.b\"]");
        long registration = dead.nextId("[65,1,1]");
        other.say("[64,1,{\"force_reregister\":true},\"a.b\"]");
        other.next("[65,1,1]");
        assertThat(dead.next()).startsWith("[67,0,{\"registration\":" + registration);
        RawClient caller = RawClient.joined(router);
        caller.say("[48,1,{},\"a.b\"]");
        other.next("[68,1,1,{}]");
        dead.expectNothing(2);
    }
}
