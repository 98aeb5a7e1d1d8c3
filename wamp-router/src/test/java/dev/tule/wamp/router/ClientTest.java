package dev.tule.wamp.router;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.Uri;
import dev.tule.wamp.client.CallOptions;
import dev.tule.wamp.client.CallResult;
import dev.tule.wamp.client.CancelMode;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.MetaApi;
import dev.tule.wamp.client.Passthru;
import dev.tule.wamp.client.ProcedureCall;
import dev.tule.wamp.client.ProgressiveCall;
import dev.tule.wamp.client.PublishOptions;
import dev.tule.wamp.client.RegisterOptions;
import dev.tule.wamp.client.SubscribeOptions;
import dev.tule.wamp.client.TopicEvent;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampError;
import dev.tule.wamp.client.WampInterrupted;
import dev.tule.wamp.router.TestRouter.Over;
import dev.tule.wamp.router.config.RouterConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client does for Java applications, on a router; it lives where there is one. */
class ClientTest {
    private TestRouter router;
    private WampClient callee;
    private WampClient caller;

    @BeforeEach
    void start() {
        router = new TestRouter(RouterConfig.defaults());
        callee = router.client(Over.LOCAL, Serializer.CBOR);
        caller = router.client(Over.WEB_SOCKET, Serializer.JSON);
    }

    @AfterEach
    void stop() {
        caller.close();
        callee.close();
        router.close();
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(5, SECONDS);
        assertThat(next).as("within five seconds").isNotNull();
        return next;
    }

    static void isError(Throwable thrown, Uri error) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        WampError.class, e -> assertThat(e.error()).isEqualTo(error));
    }

    @Test
    void argumentsAndResultsGoPieceByPieceBothWays() throws Exception {
        callee.register(
                "lab.sums",
                call -> {
                    double sum = 0;
                    for (Payload piece : call.pieces()) {
                        sum += piece.number(0);
                        call.progress(sum);
                    }
                    return sum;
                });
        List<Double> sums = new ArrayList<>();

        try (ProgressiveCall call =
                caller.callProgressively(
                        "lab.sums",
                        CallOptions.defaults().withProgress(piece -> sums.add(piece.number(0))))) {
            call.send(1);
            call.send(2);
            assertThat(call.finish(3.5).get(5, SECONDS).number(0)).isEqualTo(6.5);
        }
        assertThat(sums).containsExactly(1.0, 3.0, 6.5);
    }

    @Test
    void aProgressiveCallThatIsClosedEarlyInterruptsTheCallee() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        callee.register(
                "lab.upload",
                call -> {
                    begun.countDown();
                    try {
                        call.pieces().forEach(piece -> {});
                    } catch (WampInterrupted e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return null;
                });
        try (ProgressiveCall call =
                caller.callProgressively("lab.upload", CallOptions.defaults())) {
            call.send(1);
            assertThat(begun.await(5, SECONDS)).isTrue();
        }
        assertThat(interrupted.await(5, SECONDS)).isTrue();
    }

    @Test
    void aCalleeMayAnswerBeforeAllArgumentsHaveCome() throws Exception {
        callee.register("lab.first", call -> call.payload());
        try (ProgressiveCall call = caller.callProgressively("lab.first", CallOptions.defaults())) {
            call.send("a");
            assertThat(call.result().get(5, SECONDS).text(0)).isEqualTo("a");
            call.send("b");
            call.finish("c").get(5, SECONDS);
        }
        assertThat(caller.call("lab.first", "again").text(0)).isEqualTo("again");
    }

    @Test
    void anInterruptCancelsTheCallAndItsCallee() throws Exception {
        BlockingQueue<String> seen = new ArrayBlockingQueue<>(10);
        callee.register(
                "lab.wait",
                call -> {
                    seen.add("begun");
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        seen.add("interrupted");
                        throw e;
                    }
                    return null;
                });
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        caller.call("lab.wait");
                                    } catch (WampInterrupted e) {
                                        thrown.complete(e);
                                    }
                                });
        assertThat(next(seen)).isEqualTo("begun");
        thread.interrupt();
        assertThat(thrown.get(5, SECONDS)).hasMessage("interrupted while calling lab.wait");
        assertThat(next(seen)).isEqualTo("interrupted");
    }

    @Test
    void aCallThatWaitsItsTurnIsCancelledAtOnceAndCallsTakeTurnsInOrder() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        BlockingQueue<Long> served = new LinkedBlockingQueue<>();
        AtomicInteger atOnce = new AtomicInteger();
        callee.register(
                "lab.one",
                RegisterOptions.defaults().withConcurrency(1),
                call -> {
                    assertThat(atOnce.incrementAndGet()).isEqualTo(1);
                    go.await();
                    served.add(call.payload().integer(0));
                    atOnce.decrementAndGet();
                    return null;
                });
        List<CompletableFuture<Payload>> calls = new ArrayList<>();
        CallOptions kill = CallOptions.defaults().withCancelMode(CancelMode.KILL);
        for (int i = 0; i < 20; i++) {
            calls.add(caller.callAsync("lab.one", Payload.of(i), kill));
        }
        calls.get(7).cancel(true);
        // Behind these answers the interrupt has come to the callee.
        caller.call("wamp.session.count");
        callee.call("wamp.session.count");
        go.countDown();
        for (CompletableFuture<Payload> call : calls) {
            if (!call.isCancelled()) {
                call.get(5, SECONDS);
            }
        }
        assertThat(List.copyOf(served)).doesNotContain(7L).hasSize(19).isSorted();
    }

    @Test
    void moreCallsThanAllowedAreRefused() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ClientOptions two = ClientOptions.defaults().withMaxInvocations(2);
        try (WampClient small = router.client(Over.RAW_SOCKET, "realm1", two)) {
            small.register("lab.slow", call -> go.await(5, SECONDS));
            CompletableFuture<Payload> first = caller.callAsync("lab.slow");
            CompletableFuture<Payload> second = caller.callAsync("lab.slow");
            assertThatThrownBy(() -> caller.call("lab.slow"))
                    .satisfies(thrown -> isError(thrown, ErrorUri.UNAVAILABLE));
            go.countDown();
            assertThat(first.get(5, SECONDS).argument(0)).isEqualTo(true);
            assertThat(second.get(5, SECONDS).argument(0)).isEqualTo(true);
            assertThat(caller.call("lab.slow").argument(0)).isEqualTo(true);
        }
    }

    @Test
    void aHandlerMayCallHoweverManyEventsWaitBehindIt() throws Exception {
        ClientOptions few = ClientOptions.defaults().withMaxQueuedEvents(10);
        try (WampClient busy = router.client(Over.RAW_SOCKET, "realm1", few)) {
            callee.register("lab.echo", ProcedureCall::payload);
            CountDownLatch allPublished = new CountDownLatch(1);
            BlockingQueue<Long> results = new LinkedBlockingQueue<>();
            busy.subscribe(
                    "lab.many",
                    event -> {
                        allPublished.await();
                        results.add(busy.call("lab.echo", event.payload().integer(0)).integer(0));
                    });
            for (int i = 0; i < 60; i++) {
                caller.publishAcknowledged("lab.many", i);
            }
            allPublished.countDown();
            for (long i = 0; i < 60; i++) {
                assertThat(next(results)).isEqualTo(i);
            }
        }
    }

    @Test
    void dependentsOfAnAsyncCallMayBlock() throws Exception {
        callee.register("lab.echo", ProcedureCall::payload);

        CompletableFuture<String> second =
                caller.callAsync("lab.echo", "one")
                        .thenApply(one -> caller.call("lab.echo", one).text(0));

        assertThat(second.get(5, SECONDS)).isEqualTo("one");
    }

    @Test
    void resultsThatCannotBeSentAreTheCalleesFault() {
        callee.register("lab.thread", call -> Thread.currentThread());

        assertThatThrownBy(() -> caller.call("lab.thread"))
                .satisfies(thrown -> isError(thrown, ErrorUri.RUNTIME_ERROR));
    }

    @Test
    void theMetaApiTellsWhoIsThere() throws Exception {
        MetaApi meta = caller.meta();
        BlockingQueue<MetaApi.SessionDetails> joined = new LinkedBlockingQueue<>();
        caller.subscribe(
                MetaApi.ON_JOIN, event -> joined.add(event.as(MetaApi.SessionDetails.class)));
        try (WampClient other = router.client(Over.LOCAL, Serializer.JSON)) {
            assertThat(next(joined).session()).isEqualTo(other.session());
            assertThat(meta.sessionCount()).isEqualTo(3);
            assertThat(meta.sessions())
                    .containsExactlyInAnyOrder(caller.session(), callee.session(), other.session());
            assertThat(meta.session(other.session()).authRole()).contains("anonymous");
            var registration = other.register("lab.a", call -> null);
            assertThat(meta.matchRegistration("lab.a")).isEqualTo(registration.id());
            assertThat(meta.lookupRegistration("lab.a", MetaApi.Matching.of(MatchPolicy.EXACT)))
                    .isEqualTo(registration.id());
            assertThat(meta.lookupRegistration("lab.b", MetaApi.Matching.of(MatchPolicy.EXACT)))
                    .isEmpty();
            assertThat(meta.registrations().exact()).contains(registration.id().orElseThrow());
            assertThat(meta.registration(registration.id().orElseThrow()).uri()).isEqualTo("lab.a");
            assertThat(meta.callees(registration.id().orElseThrow()))
                    .containsExactly(other.session());
            assertThat(meta.calleeCount(registration.id().orElseThrow())).isEqualTo(1);
            var subscription = other.subscribe("lab.", MatchPolicy.PREFIX, event -> {});
            assertThat(meta.matchSubscriptions("lab.x"))
                    .containsExactly(subscription.id().orElseThrow());
            assertThat(meta.subscription(subscription.id().orElseThrow()).match())
                    .isEqualTo(MatchPolicy.PREFIX);
            assertThat(meta.subscriberCount(subscription.id().orElseThrow())).isEqualTo(1);
        }
        assertThatThrownBy(() -> meta.session(new dev.tule.wamp.SessionId(1)))
                .satisfies(thrown -> isError(thrown, ErrorUri.NO_SUCH_SESSION));
    }

    @Test
    void whoPublishesAndWhoCallsIsToldWhereTheyLetIt() throws Exception {
        BlockingQueue<TopicEvent> events = new ArrayBlockingQueue<>(10);
        callee.subscribe("lab.news", events::add);
        callee.registerAsync(
                        "lab.who",
                        RegisterOptions.defaults(),
                        call -> List.of(call.callerAuthId(), call.callerAuthRole()).toString())
                .get(5, SECONDS);
        String authId = caller.welcomeDetails().string("authid").orElseThrow();

        caller.publish("lab.news", Payload.of(1), PublishOptions.defaults().withDiscloseMe());
        TopicEvent named = next(events);
        assertThat(named.publisher()).contains(caller.session());
        assertThat(named.publisherAuthId()).contains(authId);
        assertThat(named.publisherAuthRole()).contains("anonymous");
        caller.publish("lab.news", 2);
        TopicEvent unnamed = next(events);
        assertThat(unnamed.publisher()).isEmpty();
        assertThat(unnamed.publisherAuthId()).isEmpty();

        CallOptions disclosed = CallOptions.defaults().withDiscloseMe();
        assertThat(caller.call("lab.who", Payload.EMPTY, disclosed).text(0))
                .isEqualTo("[Optional[%s], Optional[anonymous]]".formatted(authId));
        assertThat(caller.call("lab.who", String.class))
                .isEqualTo("[Optional.empty, Optional.empty]");
    }

    @Test
    void anEventGoesToThoseWhomThePublisherNames() throws Exception {
        BlockingQueue<String> events = new ArrayBlockingQueue<>(10);
        callee.subscribe("lab.news", event -> events.add(event.as(String.class)));
        PublishOptions usual = PublishOptions.defaults();

        caller.publish(
                "lab.news", Payload.of("others"), usual.withExclude(List.of(callee.session())));
        caller.publish(
                "lab.news", Payload.of("myself"), usual.withEligible(List.of(caller.session())));
        caller.publish(
                "lab.news", Payload.of("you"), usual.withEligible(List.of(callee.session())));
        assertThat(next(events)).isEqualTo("you");
    }

    @Test
    void aTestamentIsPublishedWhenTheClientHasLeftUnlessFlushed() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        caller.subscribe("lab.", MatchPolicy.PREFIX, event -> heard.add(event.payload().text(0)));
        try (WampClient flushed = router.client(Over.LOCAL, Serializer.JSON)) {
            flushed.addTestament("lab.gone", Payload.of("no"), PublishOptions.defaults());
            flushed.flushTestaments();
        }
        try (WampClient mortal = router.client(Over.LOCAL, Serializer.JSON)) {
            mortal.addTestament("lab.gone", Payload.of("farewell"), PublishOptions.defaults());
        }
        assertThat(next(heard)).isEqualTo("farewell");
        assertThat(heard).isEmpty();
    }

    @Test
    void payloadsPassThroughUnreadBothWays() throws Exception {
        Passthru how = Passthru.of("x_lab", "cbor");
        callee.register(
                "lab.secret",
                call -> {
                    assertThat(call.passthru()).contains(how);
                    return CallResult.of(call.as(byte[].class), how);
                });
        BlockingQueue<TopicEvent> events = new LinkedBlockingQueue<>();
        callee.subscribe("lab.secret", events::add);
        byte[] content = {1, 2, 3};

        CallResult result =
                caller.callForResultAsync(
                                "lab.secret",
                                Payload.of((Object) content),
                                CallOptions.defaults().withPassthru(how))
                        .get(5, SECONDS);
        caller.publish(
                "lab.secret",
                Payload.of((Object) content),
                PublishOptions.defaults().withPassthru(how));

        assertThat(result.payload().argument(0)).isEqualTo(content);
        assertThat(result.passthru()).contains(how);
        TopicEvent event = next(events);
        assertThat(event.passthru()).contains(how);
        assertThat(event.payload().argument(0)).isEqualTo(content);
    }

    @Test
    void thoseWhoShareATopicComeAndGoAlone() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        var first = callee.subscribe("lab.t", event -> heard.add("first"));
        var second =
                callee.subscribeAsync(
                                "lab.t", SubscribeOptions.defaults(), event -> heard.add("second"))
                        .get(5, SECONDS);
        assertThat(first.id()).isEqualTo(second.id());
        caller.publishAcknowledged("lab.t");
        assertThat(List.of(next(heard), next(heard))).containsExactlyInAnyOrder("first", "second");
        first.close();
        assertThat(first.ended().toCompletableFuture()).isCompletedWithValue("it was closed");
        caller.publishAcknowledged("lab.t");
        assertThat(next(heard)).isEqualTo("second");
        second.close();
        assertThat(caller.meta().lookupSubscription("lab.t", new MetaApi.Matching("exact")))
                .isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void whatTheRouterRevokesIsOverAndSaysWhy() throws Exception {
        assertThat(callee.supports("dealer", "registration_revocation")).isTrue();
        var registration = callee.register("lab.gone", call -> 1);
        long number = registration.id().orElseThrow().value();
        caller.call(
                "wamp.registration.remove_callee",
                Payload.of(
                        List.of(number, callee.session().value()), Map.of("reason", "moved away")),
                CallOptions.defaults());

        assertThat(registration.ended().toCompletableFuture().get(5, SECONDS))
                .isEqualTo("moved away");
    }
}
