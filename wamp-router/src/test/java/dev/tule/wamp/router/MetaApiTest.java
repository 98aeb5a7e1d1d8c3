package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.router.authentication.Authentication;
import dev.tule.wamp.router.authentication.KnownPrincipal;
import dev.tule.wamp.router.authentication.TicketSecret;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RoutingConfig;
import dev.tule.wamp.router.session.Testaments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The router's own procedures and events, message by message. */
class MetaApiTest {
    private final Router router =
            Router.start(
                    RouterConfig.defaults()
                            .withRealms(
                                    RealmConfig.open("realm1"),
                                    RealmConfig.of("devices", tickets())
                                            .with(
                                                    RoutingConfig.DEFAULT.withOneSessionPerAuthId(
                                                            true))));
    private final RawClient client = RawClient.joined(router);
    private int lastRequest;

    @AfterEach
    void stop() {
        router.close();
    }

    private static Authentication tickets() {
        return Authentication.of(
                KnownPrincipal.of("pump", "device").withTicket(TicketSecret.of("1")),
                KnownPrincipal.of("valve", "device").withTicket(TicketSecret.of("2")));
    }

    /** What the client is answered: all after the details. */
    private String call(String procedure, String arguments) {
        lastRequest++;
        client.say("[48,%d,{},\"%s\"%s]".formatted(lastRequest, procedure, arguments));
        String answer = client.next();
        String result = "[50," + lastRequest + ",{}";
        String error = "[8,48," + lastRequest + ",{},";
        assertThat(answer.startsWith(result) || answer.startsWith(error)).as(answer).isTrue();
        return answer.substring(answer.startsWith(result) ? result.length() : error.length());
    }

    private void subscribe(String topic) {
        lastRequest++;
        client.say("[32,%d,{},\"%s\"]".formatted(lastRequest, topic));
        client.next("[33,1,1]");
    }

    /** Leaves, and is gone. */
    private static void leave(RawClient other) {
        other.say("[6,{},\"wamp.close.close_realm\"]");
        other.next("[6,{},\"wamp.close.goodbye_and_out\"]");
    }

    private void expectArguments(String arguments) {
        assertThat(client.next()).startsWith("[36,").endsWith(",{}," + arguments + "]");
    }

    @Test
    void sessionsAreCountedAndListedByRole() {
        assertThat(call("wamp.session.count", "")).isEqualTo(",[1]]");
        RawClient other = RawClient.joined(router);
        assertThat(call("wamp.session.count", "")).isEqualTo(",[2]]");
        assertThat(call("wamp.session.list", ",[[\"anonymous\"]]"))
                .contains("" + client.id(), "" + other.id());
        assertThat(call("wamp.session.count", ",[[\"admin\"]]")).isEqualTo(",[0]]");
        assertThat(call("wamp.session.list", ",[[\"admin\",\"root\"]]")).isEqualTo(",[[]]]");
        assertThat(call("wamp.session.count", ",[\"admin\"]"))
                .startsWith("\"wamp.error.invalid_argument\"");
    }

    @Test
    void aSessionIsDescribed() {
        assertThat(call("wamp.session.get", ",[" + client.id() + "]"))
                .startsWith(",[{\"session\":" + client.id() + ",\"authid\":\"")
                .endsWith(
                        "\"authrole\":\"anonymous\",\"authmethod\":\"anonymous\",\"authprovider\":\"static\"}]]");
        assertThat(call("wamp.session.get", ",[1]")).startsWith("\"wamp.error.no_such_session\"");
        assertThat(call("wamp.session.get", "")).startsWith("\"wamp.error.invalid_argument\"");
    }

    @Test
    void comingAndGoingIsPublished() {
        subscribe("wamp.session.on_join");
        subscribe("wamp.session.on_leave");
        RawClient other = RawClient.joined(router);
        assertThat(client.next())
                .contains(",[{\"session\":" + other.id() + ",\"authid\":\"")
                .contains("\"authrole\":\"anonymous\"", "\"authmethod\":\"anonymous\"");
        other.close();
        assertThat(client.next())
                .contains(",{},[" + other.id() + ",\"")
                .endsWith("\"anonymous\"]]");
    }

    @Test
    void aSessionIsKilledWithAReason() {
        RawClient other = RawClient.joined(router);
        assertThat(
                        call(
                                "wamp.session.kill",
                                ",[%d],{\"reason\":\"a.b\",\"message\":\"out\"}"
                                        .formatted(other.id())))
                .isEqualTo("]");
        assertThat(other.next()).isEqualTo("[6,{\"message\":\"out\"},\"a.b\"]");
        other.expectClosed();
        assertThat(call("wamp.session.count", "")).isEqualTo(",[1]]");
    }

    @Test
    void noSessionKillsItself() {
        String self = ",[" + client.id() + "]";
        assertThat(call("wamp.session.kill", self)).startsWith("\"wamp.error.no_such_session\"");
        assertThat(call("wamp.session.kill_by_authrole", ",[\"anonymous\"]")).isEqualTo(",[0]]");
        assertThat(call("wamp.session.kill_all", "")).isEqualTo(",[0]]");
        assertThat(call("wamp.session.kill", self.replace("]", "],{\"reason\":\"\"}")))
                .startsWith("\"wamp.error.invalid_uri\"");
    }

    @Test
    void manySessionsAreKilledAtOnce() {
        RawClient one = RawClient.joined(router);
        RawClient two = RawClient.joined(router);
        assertThat(call("wamp.session.kill_by_authid", ",[\"nobody\"]")).isEqualTo(",[[]]]");
        assertThat(call("wamp.session.kill_by_authrole", ",[\"anonymous\"]")).isEqualTo(",[2]]");
        assertThat(one.next()).isEqualTo("[6,{},\"wamp.close.killed\"]");
        assertThat(two.next()).isEqualTo("[6,{},\"wamp.close.killed\"]");
    }

    @Test
    void whenAllAreKilledNothingIsPublishedOfIt() {
        subscribe("wamp.session.on_leave");
        subscribe("a.gone");
        RawClient other = RawClient.joined(router);
        other.say("[48,1,{},\"wamp.session.add_testament\",[\"a.gone\",[],{}]]");
        other.next("[50,1,{}]");
        assertThat(call("wamp.session.kill_all", "")).isEqualTo(",[1]]");
        other.next("[6,{},\"wamp.close.killed\"]");
        client.expectNothing(++lastRequest);
    }

    @Test
    void aDeadSessionGivesWayToANewOneOfItsDevice() {
        RawClient watcher = new RawClient(router);
        watcher.joinWithTicket("devices", "valve", "2");
        watcher.say("[32,1,{\"match\":\"prefix\"},\"wamp.session.\"]");
        watcher.next("[33,1,1]");
        RawClient before = new RawClient(router);
        before.joinWithTicket("devices", "pump", "1");
        assertThat(watcher.next()).contains("\"topic\":\"wamp.session.on_join\"", "" + before.id());
        RawClient now = new RawClient(router);
        now.joinWithTicket("devices", "pump", "1");
        assertThat(before.next()).startsWith("[6,{\"message\":").endsWith("\"wamp.close.killed\"]");
        assertThat(watcher.next())
                .contains("\"topic\":\"wamp.session.on_leave\"", "" + before.id());
        assertThat(watcher.next()).contains("\"topic\":\"wamp.session.on_join\"", "" + now.id());
    }

    @Test
    void aSubscriptionsLifeIsPublishedInOrder() {
        lastRequest++;
        client.say("[32,%d,{\"match\":\"prefix\"},\"wamp.subscription.\"]".formatted(lastRequest));
        client.next("[33,1,1]");
        assertThat(client.next()).contains("\"topic\":\"wamp.subscription.on_subscribe\"");
        RawClient one = RawClient.joined(router);
        RawClient two = RawClient.joined(router);
        one.say("[32,1,{\"match\":\"wildcard\"},\"a..c\"]");
        long id = one.nextId("[33,1,1]");
        two.say("[32,1,{\"match\":\"wildcard\"},\"a..c\"]");
        two.next("[33,1,1]");
        leave(one);
        leave(two);
        assertThat(client.next())
                .contains("\"topic\":\"wamp.subscription.on_create\"")
                .contains(",[%d,{\"id\":%d,\"created\":\"20".formatted(one.id(), id))
                .endsWith("Z\",\"uri\":\"a..c\",\"match\":\"wildcard\"}]]");
        expectLife("wamp.subscription.on_subscribe", one.id(), id);
        expectLife("wamp.subscription.on_subscribe", two.id(), id);
        expectLife("wamp.subscription.on_unsubscribe", one.id(), id);
        expectLife("wamp.subscription.on_unsubscribe", two.id(), id);
        expectLife("wamp.subscription.on_delete", two.id(), id);
    }

    private void expectLife(String topic, long session, long id) {
        assertThat(client.next())
                .contains("\"topic\":\"" + topic + "\"")
                .endsWith(",[" + session + "," + id + "]]");
    }

    @Test
    void aRegistrationsLifeIsPublishedInOrder() {
        subscribe("wamp.registration.on_create");
        subscribe("wamp.registration.on_register");
        subscribe("wamp.registration.on_unregister");
        subscribe("wamp.registration.on_delete");
        RawClient callee = RawClient.joined(router);
        callee.say("[64,1,{\"invoke\":\"last\"},\"a.b\"]");
        long id = callee.nextId("[65,1,1]");
        callee.say("[66,2,%d]".formatted(id));
        assertThat(client.next())
                .endsWith("\"uri\":\"a.b\",\"match\":\"exact\",\"invoke\":\"last\"}]]");
        String both = "[" + callee.id() + "," + id + "]";
        expectArguments(both);
        expectArguments(both);
        expectArguments(both);
    }

    @Test
    void registrationsAreFound() {
        RawClient callee = RawClient.joined(router);
        callee.say("[64,1,{\"match\":\"prefix\",\"invoke\":\"first\"},\"a.b\"]");
        long id = callee.nextId("[65,1,1]");
        String list = ",[{\"exact\":[],\"prefix\":[" + id + "],\"wildcard\":[]}]]";
        assertThat(call("wamp.registration.list", "")).isEqualTo(list);
        assertThat(call("wamp.registration.lookup", ",[\"a.b\"]")).isEqualTo(",[null]]");
        assertThat(call("wamp.registration.lookup", ",[\"a.b\",{\"match\":\"prefix\"}]"))
                .isEqualTo(",[" + id + "]]");
        assertThat(call("wamp.registration.lookup", ",[\"a.b\",{\"match\":\"like\"}]"))
                .startsWith("\"wamp.error.invalid_argument\"");
        assertThat(call("wamp.registration.match", ",[\"a.b.c\"]")).isEqualTo(",[" + id + "]]");
        assertThat(call("wamp.registration.match", ",[\"b.c\"]")).isEqualTo(",[null]]");
        assertThat(call("wamp.registration.get", ",[" + id + "]"))
                .startsWith(",[{\"id\":" + id + ",\"created\":\"20")
                .endsWith("\"uri\":\"a.b\",\"match\":\"prefix\",\"invoke\":\"first\"}]]");
        assertThat(call("wamp.registration.list_callees", ",[" + id + "]"))
                .isEqualTo(",[[" + callee.id() + "]]]");
        assertThat(call("wamp.registration.count_callees", ",[" + id + "]")).isEqualTo(",[1]]");
    }

    @Test
    void subscriptionsAreFound() {
        RawClient subscriber = RawClient.joined(router);
        subscriber.say("[32,1,{},\"a.b\"]");
        long exact = subscriber.nextId("[33,1,1]");
        subscriber.say("[32,2,{\"match\":\"wildcard\"},\"a.\"]");
        long wildcard = subscriber.nextId("[33,2,1]");
        assertThat(call("wamp.subscription.list", ""))
                .isEqualTo(
                        ",[{\"exact\":[%d],\"prefix\":[],\"wildcard\":[%d]}]]"
                                .formatted(exact, wildcard));
        assertThat(call("wamp.subscription.lookup", ",[\"a.b\"]")).isEqualTo(",[" + exact + "]]");
        assertThat(call("wamp.subscription.match", ",[\"a.b\"]"))
                .isEqualTo(",[[" + exact + "," + wildcard + "]]]");
        assertThat(call("wamp.subscription.match", ",[\"b\"]")).isEqualTo(",[null]]");
        assertThat(call("wamp.subscription.get", ",[" + wildcard + "]"))
                .endsWith("\"uri\":\"a.\",\"match\":\"wildcard\"}]]");
        assertThat(call("wamp.subscription.list_subscribers", ",[" + exact + "]"))
                .isEqualTo(",[[" + subscriber.id() + "]]]");
        assertThat(call("wamp.subscription.count_subscribers", ",[" + exact + "]"))
                .isEqualTo(",[1]]");
    }

    @ParameterizedTest
    @CsvSource({
        "wamp.registration.get, no_such_registration",
        "wamp.registration.list_callees, no_such_registration",
        "wamp.registration.count_callees, no_such_registration",
        "wamp.subscription.get, no_such_subscription",
        "wamp.subscription.list_subscribers, no_such_subscription",
        "wamp.subscription.count_subscribers, no_such_subscription",
    })
    void whatIsNotThereIsSaidSo(String procedure, String error) {
        assertThat(call(procedure, ",[77]")).startsWith("\"wamp.error." + error + "\"");
        assertThat(call(procedure, ",[\"77\"]")).startsWith("\"wamp.error.invalid_argument\"");
    }

    @Test
    void theProtocolsOwnNamesAreNobodyElses() {
        client.say("[64,1,{},\"wamp.session.count\"]");
        assertThat(client.next()).startsWith("[8,64,1,{},\"wamp.error.invalid_uri\"");
        client.say("[16,2,{\"acknowledge\":true},\"wamp.session.on_join\"]");
        assertThat(client.next()).startsWith("[8,16,2,{},\"wamp.error.invalid_uri\"");
        client.say("[64,3,{\"match\":\"prefix\"},\"\"]");
        client.next("[65,3,1]");
        client.say("[48,4,{},\"wamp.session.unheard_of\"]");
        assertThat(client.next()).startsWith("[8,48,4,{},\"wamp.error.no_such_procedure\"");
    }

    @Test
    void testamentsArePublishedWhenTheirSessionIsGone() {
        subscribe("a.gone");
        RawClient other = RawClient.joined(router);
        String[] testaments = {
            "[\"a.gone\",[1],{}]",
            "[\"a.gone\",[2],{\"k\":true}],{\"scope\":\"detached\"}",
            "[\"a.gone\",[3],{}],{\"publish_options\":{\"exclude\":[%d]}}".formatted(client.id()),
            "[\"a.gone\",[4]],{\"publish_options\":{\"acknowledge\":true}}",
        };
        int request = 0;
        for (String testament : testaments) {
            request++;
            other.say("[48,%d,{},\"wamp.session.add_testament\",%s]".formatted(request, testament));
            other.next("[50,1,{}]");
        }
        other.close();
        expectArguments("[2],{\"k\":true}");
        expectArguments("[1]");
        expectArguments("[4]");
        client.expectNothing(++lastRequest);
    }

    @Test
    void testamentsAreTakenBack() {
        subscribe("a.gone");
        RawClient other = RawClient.joined(router);
        other.say("[48,1,{},\"wamp.session.add_testament\",[\"a.gone\",[1],{}]]");
        other.next("[50,1,{}]");
        other.say(
                "[48,2,{},\"wamp.session.add_testament\",[\"a.gone\",[2],{}],{\"scope\":\"detached\"}]");
        other.next("[50,1,{}]");
        other.say("[48,3,{},\"wamp.session.flush_testaments\"]");
        other.next("[50,1,{}]");
        leave(other);
        expectArguments("[2]");
        client.expectNothing(++lastRequest);
    }

    @Test
    void testamentsHaveTheirRulesAndLimits() {
        assertThat(call("wamp.session.add_testament", ",[\"wamp.x\",[],{}]"))
                .startsWith("\"wamp.error.invalid_uri\"");
        assertThat(call("wamp.session.add_testament", ",[\"a.b\",[],{}],{\"scope\":\"never\"}"))
                .startsWith("\"wamp.error.invalid_argument\"");
        for (int i = 0; i < Testaments.MOST; i++) {
            assertThat(call("wamp.session.add_testament", ",[\"a.b\",[],{}]")).isEqualTo("]");
        }
        assertThat(call("wamp.session.add_testament", ",[\"a.b\",[],{}]"))
                .startsWith("\"wamp.error.not_authorized\"");
    }
}
