package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.router.authorization.Action;
import dev.tule.wamp.router.authorization.Permission;
import dev.tule.wamp.router.authorization.Role;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RetentionLimits;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RoutingConfig;
import dev.tule.wamp.router.history.HistoryRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Event history and event retention, on a real store, message by message. */
class EventHistoryTest {
    private static final Pattern ARGUMENTS = Pattern.compile("\"args\":\\[([^\\]]*)\\]");
    private static final Pattern PUBLICATION = Pattern.compile("\"publication\":(\\d+)");
    private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":\"([^\"]*)\"");

    @TempDir private Path folder;
    private Store store;
    private Router router;
    private RawClient client;
    private int lastRequest;

    @BeforeEach
    void start() {
        store = RocksStore.open(folder, StoreConfig.DEFAULT);
        router = Router.start(config(), store);
        client = RawClient.joined(router);
    }

    private static RouterConfig config() {
        HistoryRule few =
                HistoryRule.of(MatchPolicy.EXACT, "few.a")
                        .withLimits(3, 1 << 20, Duration.ofDays(1));
        HistoryRule small =
                HistoryRule.of(MatchPolicy.EXACT, "small.a")
                        .withLimits(100, 1 << 20, Duration.ofDays(1));
        return RouterConfig.defaults()
                .withRealms(
                        RealmConfig.open("realm1")
                                .with(
                                        RoutingConfig.DEFAULT
                                                .withHistory(
                                                        HistoryRule.of(MatchPolicy.PREFIX, "log."),
                                                        HistoryRule.of(
                                                                MatchPolicy.WILDCARD, "w..x"),
                                                        few,
                                                        small)
                                                .withRetention(new RetentionLimits(3, 1 << 20))),
                        RealmConfig.open("guarded")
                                .withRoles(
                                        Role.of(
                                                "anonymous",
                                                Permission.of(
                                                        "wamp.", MatchPolicy.PREFIX, Action.CALL)))
                                .with(
                                        RoutingConfig.DEFAULT.withHistory(
                                                HistoryRule.of(MatchPolicy.PREFIX, "log."))));
    }

    @AfterEach
    void stop() {
        router.close();
        store.close();
    }

    private void restart() {
        stop();
        start();
        lastRequest = 0;
    }

    /** Publishes; when this returns, the router has said that it is done. */
    private long publish(String topic, String options, String arguments) {
        lastRequest++;
        String all = options.isEmpty() ? "\"acknowledge\":true" : "\"acknowledge\":true," + options;
        client.say("[16,%d,{%s},\"%s\",%s]".formatted(lastRequest, all, topic, arguments));
        return client.nextId("[17,1,1]");
    }

    private long lookup(String topic, String match) {
        lastRequest++;
        client.say(
                "[48,%d,{},\"wamp.subscription.lookup\",[\"%s\",{\"match\":\"%s\"}]]"
                        .formatted(lastRequest, topic, match));
        return client.nextId("[50,1,{},[1]]");
    }

    private String events(long subscription, String filters) {
        lastRequest++;
        client.say(
                "[48,%d,{},\"wamp.subscription.get_events\",[%d],{%s}]"
                        .formatted(lastRequest, subscription, filters));
        return client.next();
    }

    /** The arguments of the events, each one word. */
    private static List<String> arguments(String answer) {
        return all(ARGUMENTS, answer);
    }

    private static List<String> all(Pattern pattern, String answer) {
        assertThat(answer).startsWith("[50,");
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(answer);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void anEventIsKeptAsItWas() {
        long publication = publish("log.a", "\"disclose_me\":true", "[1,\"x\"],{\"k\":null}");
        String answer = events(lookup("log.", "prefix"), "");
        assertThat(answer)
                .contains("\"publication\":" + publication)
                .contains("\"topic\":\"log.a\"")
                .contains("\"publisher\":" + client.id())
                .contains("\"args\":[1,\"x\"],\"kwargs\":{\"k\":null}")
                .endsWith("\"kept\":true,\"more\":false}]")
                .containsPattern("\"timestamp\":\"20..-..-..T..:..:..\\.\\d{3}Z\"");
    }

    @Test
    void aHistoryOutlivesTheRouter() {
        publish("log.a", "", "[1]");
        publish("log.b", "", "[2]");
        restart();
        publish("log.a", "", "[3]");
        assertThat(arguments(events(lookup("log.", "prefix"), ""))).containsExactly("1", "2", "3");
    }

    @Test
    void subscriptionsWithinARuleHaveTheirPartOfIt() {
        for (String topic : List.of("log.a", "log.a.b", "log.c", "w.1.x", "w.2.x", "w.2.y")) {
            publish(topic, "", "[\"" + topic + "\"]");
        }
        String[][] expected = {
            {"log.a", "exact", "log.a"},
            {"log.a", "prefix", "log.a", "log.a.b"},
            {"log..b", "wildcard", "log.a.b"},
            {"w.2.x", "exact", "w.2.x"},
            {"w..x", "wildcard", "w.1.x", "w.2.x"},
        };
        for (String[] row : expected) {
            lastRequest++;
            client.say("[32,%d,{\"match\":\"%s\"},\"%s\"]".formatted(lastRequest, row[1], row[0]));
            long id = client.nextId("[33,1,1]");
            assertThat(arguments(events(id, "")))
                    .as(row[0])
                    .containsExactlyElementsOf(
                            List.of(row).subList(2, row.length).stream()
                                    .map(topic -> "\"" + topic + "\"")
                                    .toList());
        }
    }

    @Test
    void whatIsNotKeptIsSaidSo() {
        lastRequest++;
        client.say("[32,%d,{},\"other\"]".formatted(lastRequest));
        long id = client.nextId("[33,1,1]");
        assertThat(events(id, "")).endsWith(",{},[],{\"kept\":false}]");
        assertThat(events(777, "")).contains("\"wamp.error.no_such_subscription\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from_publication,2 | 2 3 4 5",
                "after_publication,2 | 3 4 5",
                "before_publication,4 | 1 2 3",
                "until_publication,4 | 1 2 3 4",
                "from_time,2 | 2 3 4 5",
                "after_time,2 | 3 4 5",
                "before_time,4 | 1 2 3",
                "until_time,4 | 1 2 3 4",
            })
    void aHistoryIsCutByTimeAndPublication(String filter, String expected) throws Exception {
        List<String> publications = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            publications.add("" + publish("log.a", "", "[" + i + "]"));
            // Timestamps have milliseconds: these are to differ.
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(3);
        }
        long id = lookup("log.", "prefix");
        List<String> times = all(TIMESTAMP, events(id, ""));
        String name = filter.split(",", -1)[0];
        int index = Integer.parseInt(filter.split(",", -1)[1]) - 1;
        String value =
                name.endsWith("time") ? "\"" + times.get(index) + "\"" : publications.get(index);
        String condition = "\"" + name + "\":" + value;
        assertThat(arguments(events(id, condition))).containsExactly(expected.split(" ", -1));
        List<String> backwards = new ArrayList<>(List.of(expected.split(" ", -1)));
        java.util.Collections.reverse(backwards);
        assertThat(arguments(events(id, condition + ",\"reverse\":true")))
                .containsExactlyElementsOf(backwards);
    }

    @Test
    void aHistoryIsReadPageByPage() {
        for (int i = 1; i <= 7; i++) {
            publish("log.a", "", "[" + i + "]");
            publish("log.b", "", "[" + 10 * i + "]");
        }
        long id = lookup("log.", "prefix");
        List<String> read = new ArrayList<>();
        String condition = "\"limit\":3,\"topic\":\"log.a\"";
        String page = events(id, condition);
        while (!arguments(page).isEmpty()) {
            read.addAll(arguments(page));
            String last = all(PUBLICATION, page).getLast();
            assertThat(page).contains("\"more\":" + (read.size() < 7));
            page = events(id, condition + ",\"after_publication\":" + last);
        }
        assertThat(read).containsExactly("1", "2", "3", "4", "5", "6", "7");
        String backwards = events(id, "\"limit\":2,\"reverse\":true");
        assertThat(arguments(backwards)).containsExactly("70", "7");
        String next = "\"limit\":2,\"reverse\":true,\"before_publication\":";
        assertThat(arguments(events(id, next + all(PUBLICATION, backwards).getLast())))
                .containsExactly("60", "6");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"limit\":0",
                "\"limit\":\"3\"",
                "\"reverse\":1",
                "\"from_time\":\"yesterday\"",
                "\"from_publication\":77",
                "\"topic\":7",
            })
    void wrongFiltersAreRefused(String filter) {
        assertThat(events(lookup("log.", "prefix"), filter))
                .contains("\"wamp.error.invalid_argument\"");
    }

    @Test
    void whoWasNotMeantDoesNotReadIt() {
        publish("log.a", "", "[1]");
        publish("log.a", "\"eligible_authrole\":[\"admin\"]", "[2]");
        publish("log.a", "\"exclude_authrole\":[\"anonymous\"]", "[3]");
        publish("log.a", "\"eligible_authrole\":[\"anonymous\"]", "[4]");
        publish("log.a", "\"exclude\":[1]", "[5]");
        publish("log.a", "\"eligible\":[%d]".formatted(client.id()), "[6]");
        assertThat(arguments(events(lookup("log.", "prefix"), ""))).containsExactly("1", "4");
    }

    @Test
    void whoMayNotSubscribeDoesNotReadTheHistory() {
        publish("log.a", "", "[1]");
        long id = lookup("log.", "prefix");
        RawClient guest = RawClient.joined(router, "guarded");
        guest.say("[48,1,{},\"wamp.subscription.get_events\",[%d]]".formatted(id));
        assertThat(guest.next()).startsWith("[8,48,1,{},\"wamp.error.not_authorized\"");
    }

    @Test
    void theOldestGoWhereThereAreTooMany() {
        for (int i = 1; i <= 5; i++) {
            publish("few.a", "", "[" + i + "]");
        }
        assertThat(arguments(events(lookup("few.a", "exact"), ""))).containsExactly("3", "4", "5");
        restart();
        publish("few.a", "", "[6]");
        assertThat(arguments(events(lookup("few.a", "exact"), ""))).containsExactly("4", "5", "6");
    }

    @Test
    void theOldestGoWhereTheyAreTooLongTogether() {
        String long400 = "\"" + "x".repeat(400 << 10) + "\"";
        for (int i = 1; i <= 4; i++) {
            publish("small.a", "", "[" + long400 + "]");
        }
        assertThat(all(PUBLICATION, events(lookup("small.a", "exact"), ""))).hasSize(2);
        lastRequest++;
        client.say(
                "[16,%d,{\"acknowledge\":true},\"small.a\",[\"%s\"]]"
                        .formatted(lastRequest, "x".repeat(600 << 10)));
        assertThat(client.next()).contains("\"wamp.error.payload_size_exceeded\"");
    }

    @Test
    void aHistoryNeedsAStore() {
        assertThatThrownBy(() -> Router.start(config()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a store");
    }

    private void subscribeForRetained(String options, String topic) {
        lastRequest++;
        client.say(
                "[32,%d,{\"get_retained\":true%s},\"%s\"]".formatted(lastRequest, options, topic));
        client.next("[33,1,1]");
    }

    @Test
    void whoAsksForItGetsTheRetainedEventOfATopic() {
        publish("temp.a", "\"retain\":true", "[20]");
        publish("temp.a", "\"retain\":true", "[21]");
        publish("temp.a", "", "[22]");
        RawClient other = RawClient.joined(router);
        other.say("[32,1,{},\"temp.a\"]");
        other.next("[33,1,1]");
        other.expectNothing(2);
        subscribeForRetained("", "temp.a");
        // What one published oneself one doesn't get, unless one asked for it.
        client.expectNothing(++lastRequest);
        other.say("[32,3,{\"get_retained\":true},\"temp.a\"]");
        other.next("[33,3,1]");
        other.next("[36,1,1,{\"retained\":true},[21]]");
    }

    @Test
    void aPatternGetsTheRetainedEventsOfAllItsTopics() {
        publish("temp.a", "\"retain\":true,\"exclude_me\":false", "[1]");
        publish("temp.b", "\"retain\":true,\"exclude_me\":false", "[2]");
        publish("wind.b", "\"retain\":true,\"exclude_me\":false", "[3]");
        subscribeForRetained(",\"match\":\"prefix\"", "temp.");
        client.next("[36,1,1,{\"topic\":\"temp.a\",\"retained\":true},[1]]");
        client.next("[36,1,1,{\"topic\":\"temp.b\",\"retained\":true},[2]]");
        client.expectNothing(++lastRequest);
    }

    @Test
    void whatIsRetainedOutlivesTheRouterWithinItsLimits() {
        for (int i = 1; i <= 4; i++) {
            publish("temp." + i, "\"retain\":true", "[" + i + "]");
        }
        restart();
        subscribeForRetained("", "temp.1");
        subscribeForRetained("", "temp.2");
        client.next("[36,1,1,{\"retained\":true},[2]]");
        subscribeForRetained(",\"match\":\"wildcard\"", "temp.");
        client.next("[36,1,1,{\"topic\":\"temp.2\",\"retained\":true},[2]]");
        client.next("[36,1,1,{\"topic\":\"temp.3\",\"retained\":true},[3]]");
        client.next("[36,1,1,{\"topic\":\"temp.4\",\"retained\":true},[4]]");
    }

    @Test
    void aRetainedEventForSomeLeavesThatForAllToTheOthers() {
        publish("temp.a", "\"retain\":true,\"exclude_me\":false", "[1]");
        publish("temp.a", "\"retain\":true,\"eligible_authrole\":[\"admin\"]", "[2]");
        subscribeForRetained("", "temp.a");
        client.next("[36,1,1,{\"retained\":true},[1]]");
    }
}
