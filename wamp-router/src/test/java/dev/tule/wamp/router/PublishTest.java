package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker, message by message. */
class PublishTest {
    private final Router router =
            Router.start(
                    RouterConfig.defaults()
                            .withRealms(
                                    RealmConfig.open("realm1"),
                                    RealmConfig.open("quiet").withDisclosureAllowed(false)));

    @AfterEach
    void stop() {
        router.close();
    }

    private static long subscribe(RawClient client, int request, String options, String topic) {
        client.say("[32,%d,%s,\"%s\"]".formatted(request, options, topic));
        return client.nextId("[33,1,1]");
    }

    @Test
    void aPublisherGetsItsOwnEventOnlyIfItAsks() {
        RawClient client = RawClient.joined(router);
        subscribe(client, 1, "{}", "a.b");
        client.say("[16,2,{},\"a.b\",[1]]");
        client.say("[16,3,{\"exclude_me\":false},\"a.b\",[2]]");
        client.next("[36,1,1,{},[2]]");
        client.expectNothing(4);
    }

    @Test
    void anAcknowledgedPublicationIsAcknowledgedWithTheNumberOfTheEvent() {
        RawClient subscriber = RawClient.joined(router);
        long subscription = subscribe(subscriber, 1, "{}", "a.b");
        RawClient publisher = RawClient.joined(router);
        publisher.say("[16,1,{\"acknowledge\":true},\"a.b\"]");
        long publication = publisher.nextId("[17,1,1]");
        assertThat(subscriber.next())
                .isEqualTo("[36,%d,%d,{}]".formatted(subscription, publication));
    }

    @Test
    void subscribingTwiceIsOneSubscription() {
        RawClient client = RawClient.joined(router);
        long one = subscribe(client, 1, "{}", "a.b");
        long same = subscribe(client, 2, "{}", "a.b");
        long other = subscribe(client, 3, "{\"match\":\"prefix\"}", "a.b");
        assertThat(same).isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
        client.say("[16,4,{\"exclude_me\":false},\"a.b\"]");
        client.next("[36,1,1,{}]");
        client.next("[36,1,1,{\"topic\":\"a.b\"}]");
        client.say("[34,5,%d]".formatted(one));
        client.next("[35,5]");
        client.say("[16,6,{\"exclude_me\":false},\"a.b\"]");
        client.next("[36,1,1,{\"topic\":\"a.b\"}]");
        client.expectNothing(7);
    }

    @Test
    void listsSayWhoGetsAnEvent() {
        RawClient publisher = RawClient.joined(router);
        RawClient subscriber = new RawClient(router);
        subscriber.say("[1,\"realm1\",{\"roles\":{\"subscriber\":{}}}]");
        String welcome = subscriber.next();
        String id = welcome.substring(3, welcome.indexOf(',', 3));
        subscribe(subscriber, 1, "{}", "a.b");
        String[] not = {
            "{\"exclude\":[" + id + "]}",
            "{\"eligible\":[]}",
            "{\"eligible\":[1,2]}",
            "{\"exclude_authrole\":[\"anonymous\"]}",
            "{\"eligible_authid\":[\"x\"]}",
            "{\"eligible_authrole\":[\"x\"]}",
            "{\"eligible\":[" + id + "],\"exclude_authrole\":[\"anonymous\"]}",
        };
        int request = 1;
        for (String options : not) {
            publisher.say("[16,%d,%s,\"a.b\",[\"no\"]]".formatted(request++, options));
        }
        publisher.say(
                "[16,%d,{\"eligible\":[%s],\"exclude\":[1],\"eligible_authrole\":[\"anonymous\"]},\"a.b\",[\"yes\"]]"
                        .formatted(request, id));
        subscriber.next("[36,1,1,{},[\"yes\"]]");
    }

    @Test
    void aPublisherIsNamedIfItAsksAndTheRealmAllows() {
        RawClient subscriber = RawClient.joined(router);
        subscribe(subscriber, 1, "{}", "a.b");
        RawClient publisher = RawClient.joined(router);
        publisher.say("[16,1,{\"disclose_me\":true},\"a.b\"]");
        assertThat(subscriber.next())
                .contains("\"publisher\":", "\"publisher_authrole\":\"anonymous\"");

        RawClient quiet = RawClient.joined(router, "quiet");
        quiet.say("[16,1,{\"disclose_me\":true,\"acknowledge\":true},\"a.b\"]");
        assertThat(quiet.next())
                .startsWith("[8,16,1,{},\"wamp.error.option_disallowed.disclose_me\"");
        quiet.say("[48,2,{\"disclose_me\":true},\"a.b\"]");
        assertThat(quiet.next())
                .startsWith("[8,48,2,{},\"wamp.error.option_disallowed.disclose_me\"");
    }

    @Test
    void realmsDoNotHearEachOther() {
        RawClient here = RawClient.joined(router);
        RawClient there = RawClient.joined(router, "quiet");
        subscribe(here, 1, "{}", "a.b");
        subscribe(there, 1, "{}", "a.b");
        there.say("[16,2,{\"exclude_me\":false},\"a.b\",[\"there\"]]");
        there.next("[36,1,1,{},[\"there\"]]");
        here.expectNothing(2);
    }

    @Test
    void anEncryptedPayloadTravelsWithItsDescription() {
        RawClient subscriber = RawClient.joined(router);
        subscribe(subscriber, 1, "{}", "a.b");
        RawClient publisher = RawClient.joined(router);
        publisher.say("[16,1,{\"enc_algo\":\"cryptobox\"},\"a.b\",\"\\u0000AAAA\"]");
        subscriber.next("[36,1,1,{\"enc_algo\":\"cryptobox\"},\"\\u0000AAAA\"]");
    }
}
