package dev.tule.wamp.router;

import static dev.tule.wamp.router.ClientTest.isError;
import static dev.tule.wamp.router.ClientTest.next;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.InvocationPolicy;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Payload;
import dev.tule.wamp.PublicationId;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.Uri;
import dev.tule.wamp.client.CallOptions;
import dev.tule.wamp.client.ErrorName;
import dev.tule.wamp.client.Keywords;
import dev.tule.wamp.client.Procedure;
import dev.tule.wamp.client.ProcedureCall;
import dev.tule.wamp.client.PublishOptions;
import dev.tule.wamp.client.Service;
import dev.tule.wamp.client.Topic;
import dev.tule.wamp.client.TopicEvent;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampError;
import dev.tule.wamp.client.WampMismatch;
import dev.tule.wamp.client.mapping.Key;
import dev.tule.wamp.router.TestRouter.Over;
import dev.tule.wamp.router.config.RouterConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects whose methods serve procedures and topics, and interfaces that call them. */
class ServiceTest {
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

    enum Unit {
        CELSIUS,
        KELVIN
    }

    record Reading(String sensor, double value, Unit unit, Instant at) {}

    record Settings(Optional<Duration> interval, @Nullable String note) {}

    @ErrorName("lab.error.too_hot")
    static class TooHot extends Exception {
        private static final long serialVersionUID = 1;

        TooHot(String message) {
            super(message);
        }
    }

    interface Laboratory {
        @Procedure("lab.mean")
        double mean(List<Reading> readings);

        @Procedure("lab.mean")
        CompletableFuture<Double> meanLater(List<Reading> readings);

        @Procedure("lab.heat")
        double heat(double target, @Key("unit") Optional<Unit> unit) throws TooHot;

        @Procedure("lab.configure")
        String configure(String sensor, @Keywords Settings settings);

        @Procedure("lab.forget")
        void forget(String sensor, CallOptions how);

        @Topic("lab.reading")
        void publish(Reading reading);

        @Topic("lab.reading")
        PublicationId publishSurely(Reading reading, PublishOptions how);
    }

    static final class Device {
        final BlockingQueue<Reading> readings = new LinkedBlockingQueue<>();
        final BlockingQueue<String> forgotten = new LinkedBlockingQueue<>();

        @Procedure("lab.mean")
        public double mean(List<Reading> all) {
            return all.stream().mapToDouble(Reading::value).average().orElseThrow();
        }

        @Procedure("lab.heat")
        double heat(double target, @Key("unit") Optional<Unit> unit) throws TooHot {
            double celsius = unit.orElse(Unit.CELSIUS) == Unit.KELVIN ? target - 273.15 : target;
            if (celsius > 100) {
                throw new TooHot("at most 100");
            }
            return celsius;
        }

        @Procedure("lab.configure")
        String configure(String sensor, @Keywords Settings settings) {
            return sensor + " " + settings;
        }

        @Procedure(value = "lab.forget", invoke = InvocationPolicy.ROUNDROBIN)
        void forget(String sensor, ProcedureCall call) {
            forgotten.add(sensor + " for " + call.caller().isPresent());
        }

        @Topic(value = "lab.", match = MatchPolicy.PREFIX)
        void reading(Reading reading, TopicEvent event) {
            assertThat(event.topic()).isEqualTo(Uri.of("lab.reading"));
            readings.add(reading);
        }
    }

    @Test
    void anObjectServesAndAnInterfaceCalls() throws Exception {
        Device device = new Device();
        Reading cool = new Reading("s-1", 20, Unit.CELSIUS, Instant.EPOCH);
        Reading warm = new Reading("s-1", 30, Unit.CELSIUS, Instant.EPOCH);
        Laboratory laboratory = caller.proxy(Laboratory.class);
        try (Service service = callee.register(device)) {
            assertThat(service.registrations()).hasSize(4);
            assertThat(laboratory.mean(List.of(cool, warm))).isEqualTo(25.0);
            assertThat(laboratory.meanLater(List.of(cool)).get(5, SECONDS)).isEqualTo(20.0);
            assertThat(laboratory.heat(300, Optional.of(Unit.KELVIN))).isBetween(26.8, 26.9);
            assertThatThrownBy(() -> laboratory.heat(101, Optional.empty()))
                    .isInstanceOf(TooHot.class)
                    .hasMessage("at most 100")
                    .hasCauseInstanceOf(WampError.class);
            assertThat(
                            laboratory.configure(
                                    "s", new Settings(Optional.of(Duration.ofMinutes(1)), null)))
                    .isEqualTo("s Settings[interval=Optional[PT1M], note=null]");
            laboratory.forget("s-1", CallOptions.defaults().withDiscloseMe());
            assertThat(next(device.forgotten)).isEqualTo("s-1 for true");
            laboratory.publish(cool);
            assertThat(next(device.readings)).isEqualTo(cool);
            assertThat(laboratory.publishSurely(warm, PublishOptions.defaults())).isNotNull();
            assertThat(next(device.readings)).isEqualTo(warm);
        }
        assertThatThrownBy(() -> laboratory.mean(List.of()))
                .satisfies(thrown -> isError(thrown, ErrorUri.NO_SUCH_PROCEDURE));
    }

    @Test
    void argumentsThatDoNotFitAreErrorsForTheCallerAndSayWhere() {
        callee.register(new Device());

        assertThatThrownBy(() -> caller.call("lab.mean", List.of(Map.of("sensor", "s-1"))))
                .satisfies(thrown -> isError(thrown, ErrorUri.INVALID_ARGUMENT))
                .hasMessageContaining("argument 0 (all)[0].value: is missing");
        assertThatThrownBy(() -> caller.call("lab.heat"))
                .hasMessageContaining(
                        "wamp.error.invalid_argument: argument 0 (target): is missing");
        assertThatThrownBy(() -> caller.call("lab.heat", 1, 2))
                .hasMessageContaining("2 arguments, where there are 1");
        assertThatThrownBy(
                        () ->
                                caller.call(
                                        "lab.heat",
                                        Payload.of(List.of(1), Map.of("unit", "F")),
                                        CallOptions.defaults()))
                .hasMessageContaining("unit: one of [CELSIUS, KELVIN] is expected");
        callee.register("lab.odd", call -> "text");
        assertThatThrownBy(() -> caller.call("lab.odd", Double.class))
                .isInstanceOf(WampMismatch.class)
                .hasMessage("the result of lab.odd: a number is expected, not a string");
    }

    @Test
    void aServiceIsRegisteredWholeOrNotAtAll() {
        callee.register("lab.mean", call -> 1);

        assertThatThrownBy(() -> callee.register(new Device()))
                .satisfies(thrown -> isError(thrown, ErrorUri.PROCEDURE_ALREADY_EXISTS));
        assertThatThrownBy(() -> caller.call("lab.heat", 1))
                .satisfies(thrown -> isError(thrown, ErrorUri.NO_SUCH_PROCEDURE));
    }
}
