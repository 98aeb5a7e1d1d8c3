package dev.tule.mtv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records as JSON, and back. */
class JsonTest {
    enum Kind {
        WARM,
        COLD
    }

    record Place(String name, double north) {}

    record Sensor(
            long id,
            int floor,
            String name,
            boolean active,
            Kind kind,
            BigDecimal price,
            UUID key,
            Instant seen,
            LocalDate installed,
            Duration pause,
            Optional<String> note,
            @Nullable Place place,
            List<Place> former,
            Map<String, Long> counts,
            Object extra) {}

    record Pair(int first, @Nullable String second) {
        Pair {
            if (first < 0) {
                throw new IllegalArgumentException("first is below zero");
            }
        }
    }

    @Test
    void recordsComeBackAsTheyWere() {
        Sensor sensor =
                new Sensor(
                        1L << 60,
                        -3,
                        "a \"name\"\n",
                        true,
                        Kind.COLD,
                        new BigDecimal("12.50"),
                        new UUID(1, 2),
                        Instant.parse("2026-03-01T10:00:00.123456Z"),
                        LocalDate.of(2026, 2, 28),
                        Duration.ofMillis(1500),
                        Optional.empty(),
                        null,
                        List.of(new Place("here", 52.5), new Place("there", -1e-9)),
                        Map.of("read", 7L),
                        List.of("any", 1L));

        assertThat(Json.read(Json.write(sensor), Sensor.class)).isEqualTo(sensor);
    }

    @Test
    void bytesTravelAsBase64() {
        record File(@SuppressWarnings("ArrayRecordComponent") byte[] content) {}
        byte[] content = {0, 1, -1, 127};

        assertThat(Json.write(new File(content))).isEqualTo("{\"content\":\"AAH/fw==\"}");
        assertThat(Json.read("{\"content\":\"AAH/fw==\"}", File.class).content())
                .isEqualTo(content);
    }

    @Test
    void whatDoesNotFitIsABadRequestThatNamesThePlace() {
        refused("{\"first\":\"one\"}", "first");
        refused("{\"first\":1.5}", "first");
        refused("{\"first\":4294967296}", "first");
        refused("{\"first\":null}", "first");
        refused("{}", "first");
        refused("{\"first\":-1}", "first is below zero");
        refused("{\"first\":1,\"second\":[]}", "second");
        refused("[1]", "Pair");
        refused("null", "null");
        assertThat(Json.read("{\"first\":1,\"unknown\":{}}", Pair.class))
                .isEqualTo(new Pair(1, null));
    }

    @Test
    void anythingIsReadOrRefused() {
        long seed = Long.getLong("tule.seed", System.nanoTime());
        Random random = new Random(seed);
        String whole = "{\"first\":12,\"second\":\"a\\u00e9\",\"n\":[1.5e3,true,null,{}]}";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(whole);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(text.length());
                text.setCharAt(at, whole.charAt(random.nextInt(whole.length())));
            }
            try {
                Json.read(text.toString(), Pair.class);
            } catch (BadRequest refused) {
                assertThat(refused).hasMessageNotContainingAny("Exception");
            } catch (RuntimeException e) {
                throw new AssertionError("tule.seed=" + seed + ": " + text, e);
            }
        }
    }

    private static void refused(String text, String said) {
        assertThatThrownBy(() -> Json.read(text, Pair.class))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining(said);
    }
}
