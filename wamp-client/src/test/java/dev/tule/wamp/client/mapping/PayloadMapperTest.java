package dev.tule.wamp.client.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Payload;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadMapperTest {

    enum Unit {
        CELSIUS,
        kelvin
    }

    record Reading(String sensor, double celsius) {
        Reading {
            if (celsius < -273.15) {
                throw new IllegalArgumentException("nothing is that cold");
            }
        }
    }

    record Batch(List<Reading> readings, Optional<String> note, @Nullable Unit unit) {}

    record Named(@Key("auth_id") String authId, OptionalInt age) {}

    record Page<T>(List<T> items, Optional<Page<T>> next) {}

    record Everything(
            boolean flag,
            byte small,
            short medium,
            int number,
            long large,
            BigInteger larger,
            float approximate,
            double precise,
            BigDecimal exact,
            char letter,
            String text,
            Unit unit,
            Instant instant,
            Duration duration,
            LocalDate date,
            UUID uuid,
            URI uri,
            Uri topic,
            SessionId session,
            Set<Integer> set,
            Map<Unit, List<Double>> map,
            Dict dict) {}

    private static Object roundTrip(Object value) {
        Object plain = PayloadMapper.payload(value).argument(0);
        return PayloadMapper.read(Payload.of(plain), value.getClass());
    }

    @Test
    void aRecordOfEverythingComesBackEqual() {
        Everything everything =
                new Everything(
                        true,
                        (byte) -1,
                        (short) 300,
                        70_000,
                        1L << 60,
                        BigInteger.ONE.shiftLeft(63),
                        1.5f,
                        2.25,
                        new BigDecimal("19.9900"),
                        '°',
                        "grüß",
                        Unit.kelvin,
                        Instant.parse("2026-11-22T20:00:00.123456789Z"),
                        Duration.ofMillis(1500),
                        LocalDate.of(2026, 11, 22),
                        new UUID(1, 2),
                        URI.create("ws://a:1/ws"),
                        Uri.of("lab.temperature"),
                        new SessionId(7),
                        Set.of(1),
                        Map.of(Unit.CELSIUS, List.of(1.0, 2.0)),
                        Dict.of("a", 1L));

        assertThat(roundTrip(everything)).isEqualTo(everything);
    }

    @Test
    void recordsAreDictsAndWhatIsEmptyIsNotThere() {
        Batch batch = new Batch(List.of(new Reading("s-1", 21.5)), Optional.empty(), null);

        assertThat(PayloadMapper.payload(batch).arguments().getFirst())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("readings", List.of(Map.of("sensor", "s-1", "celsius", 21.5)))
                .containsEntry("unit", null)
                .doesNotContainKey("note");
        assertThat(roundTrip(batch)).isEqualTo(batch);
    }

    @Test
    void componentsMayHaveOtherNamesInDicts() {
        Named named = new Named("joe", OptionalInt.of(7));

        assertThat(PayloadMapper.payload(named).argument(0))
                .isEqualTo(Map.of("auth_id", "joe", "age", 7));
        assertThat(roundTrip(named)).isEqualTo(named);
    }

    @Test
    void aWholePayloadIsARecordByPlaceByNameOrAsOneDict() {
        Reading reading = new Reading("s-1", 21.5);

        assertThat(PayloadMapper.read(Payload.of("s-1", 21.5), Reading.class)).isEqualTo(reading);
        assertThat(PayloadMapper.read(PayloadMapper.keywords(reading), Reading.class))
                .isEqualTo(reading);
        assertThat(PayloadMapper.read(PayloadMapper.payload(reading), Reading.class))
                .isEqualTo(reading);
        assertThat(
                        PayloadMapper.read(
                                Payload.of(List.of("s-1"), Map.of("celsius", 21.5)), Reading.class))
                .isEqualTo(reading);
    }

    @Test
    void unknownKeysAreIgnored() {
        Payload payload = Payload.of(Map.of("sensor", "s", "celsius", 1, "new", true));

        assertThat(PayloadMapper.read(payload, Reading.class)).isEqualTo(new Reading("s", 1));
    }

    @Test
    void genericAndRecursiveRecordsAreRead() throws Exception {
        record Holder(Page<Reading> page) {}
        Object wire =
                Map.of(
                        "page",
                        Map.of(
                                "items",
                                List.of(),
                                "next",
                                Map.of("items", List.of(Map.of("sensor", "s", "celsius", 1L)))));

        Holder holder = PayloadMapper.read(Payload.of(wire), Holder.class);

        assertThat(holder.page().next().orElseThrow().items()).containsExactly(new Reading("s", 1));
    }

    static List<Misfit> misfits() {
        return List.of(
                new Misfit(Payload.EMPTY, Double.class, "the argument: is missing"),
                new Misfit(Payload.of(1, 2), Double.class, "one argument is expected, not 2 and 0"),
                new Misfit(Payload.of("x"), Double.class, "a number is expected, not a string"),
                new Misfit(
                        Payload.of(300L),
                        byte.class,
                        "an integer from -128 to 127 is expected, not the integer 300"),
                new Misfit(Payload.of(1.5), long.class, "an integer of 64 bits is expected"),
                new Misfit(Payload.of(1e300), int.class, "is expected, not a number"),
                new Misfit(Payload.of("s"), Reading.class, "celsius: is missing"),
                new Misfit(
                        Payload.of("s", 1, 2), Reading.class, "3 arguments, where Reading has 2"),
                new Misfit(
                        Payload.of(List.of("s"), Map.of("sensor", "t", "celsius", 1)),
                        Reading.class,
                        "sensor: is given both by place and by name"),
                new Misfit(
                        Payload.of(Map.of("sensor", "s", "celsius", -300)),
                        Reading.class,
                        "nothing is that cold"),
                new Misfit(
                        Payload.of(
                                Map.of(
                                        "readings",
                                        List.of(
                                                Map.of("sensor", "s", "celsius", 1),
                                                Map.of("sensor", "s", "celsius", "hot")))),
                        Batch.class,
                        "readings[1].celsius: a number is expected, not a string"),
                new Misfit(
                        Payload.of(Arrays.asList((Object) null), Map.of()),
                        Reading.class,
                        "sensor: is null"),
                new Misfit(Payload.of("fahrenheit"), Unit.class, "one of [CELSIUS, kelvin]"),
                new Misfit(Payload.of("yesterday"), Instant.class, "a time such as 2026-11-22T20"),
                new Misfit(Payload.of("1.5 s"), Duration.class, "a duration such as PT1.5S"),
                new Misfit(Payload.of(0L), SessionId.class, "an id is expected"));
    }

    record Misfit(Payload payload, Class<?> type, String message) {}

    @ParameterizedTest
    @MethodSource("misfits")
    void whatDoesNotFitIsSaidWithItsPlaceAndWithoutTheValue(Misfit misfit) {
        assertThatThrownBy(() -> PayloadMapper.read(misfit.payload, misfit.type))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining(misfit.message);
    }

    @Test
    void whatWampDoesNotCarryIsNamed() {
        assertThatThrownBy(
                        () -> PayloadMapper.payload(new StringBuilder[0], Thread.currentThread()))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("WAMP carries no java.lang.Thread");
        Object[] itself = new Object[1];
        itself[0] = itself;
        assertThatThrownBy(() -> PayloadMapper.payload((Object) itself))
                .hasMessageContaining("nested deeper");
    }

    @Test
    void classesThatCannotBeReadAreNamedAtOnce() {
        assertThatThrownBy(() -> Shape.of(Thread.class))
                .hasMessage("no value of WAMP is read as java.lang.Thread; a record?");
    }
}
