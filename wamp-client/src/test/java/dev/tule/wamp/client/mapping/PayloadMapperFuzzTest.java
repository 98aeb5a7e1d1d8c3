package dev.tule.wamp.client.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.Payload;
import dev.tule.wamp.client.mapping.PayloadMapperTest.Batch;
import dev.tule.wamp.client.mapping.PayloadMapperTest.Everything;
import dev.tule.wamp.client.mapping.PayloadMapperTest.Named;
import dev.tule.wamp.client.mapping.PayloadMapperTest.Page;
import dev.tule.wamp.client.mapping.PayloadMapperTest.Reading;
import dev.tule.wamp.client.mapping.PayloadMapperTest.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever a peer sends, reading it gives a value or a {@link MappingException}; and what was read
 * can be sent and read again. A failure names its seed: run it alone with {@code -Dtule.seed=N}.
 */
class PayloadMapperFuzzTest {
    private static final List<Class<?>> TYPES =
            List.of(
                    Everything.class,
                    Batch.class,
                    Named.class,
                    Page.class,
                    Reading.class,
                    Unit.class,
                    int.class,
                    long.class,
                    double.class,
                    char.class,
                    BigInteger.class,
                    BigDecimal.class,
                    Instant.class,
                    Duration.class,
                    byte[].class,
                    int[].class,
                    String[].class,
                    List.class,
                    Map.class);
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "celsius",
                    "2026-11-22T20:00:00Z",
                    "+999999999-12-31T23:59:59.999999999Z",
                    "PT1S",
                    "PT9223372036854775807S",
                    "1e2147483647",
                    "NaN",
                    "ws://a:b c",
                    "\u0000",
                    "\ud800");
    private static final List<String> KEYS =
            List.of(
                    "sensor",
                    "celsius",
                    "readings",
                    "note",
                    "unit",
                    "auth_id",
                    "age",
                    "items",
                    "next",
                    "flag",
                    "small",
                    "number",
                    "exact",
                    "map",
                    "dict");

    private final Random random;
    private final long seed = Long.getLong("tule.seed", System.nanoTime());

    PayloadMapperFuzzTest() {
        random = new Random(seed);
    }

    @Test
    void readingGivesAValueOrSaysWhatIsWrong() {
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            Payload payload = payload();
            Class<?> type = TYPES.get(random.nextInt(TYPES.size()));
            try {
                Object value = PayloadMapper.read(payload, type);
                read++;
                assertThat(PayloadMapper.read(PayloadMapper.payload(value), type))
                        .usingRecursiveComparison()
                        .isEqualTo(value);
            } catch (MappingException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", " + type + ": " + e, e);
            }
        }
        assertThat(read).as("seed %d", seed).isGreaterThan(500);
    }

    private Payload payload() {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            arguments.add(value(3));
        }
        return random.nextInt(3) > 0 ? Payload.of(value(4)) : Payload.of(arguments, dict(2));
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 7)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (long) random.nextInt(400) - 200;
            case 3 -> random.nextLong();
            case 4 -> random.nextBoolean() ? random.nextDouble() : 1e300;
            case 5 -> TEXTS.get(random.nextInt(TEXTS.size()));
            case 6 -> new byte[random.nextInt(3)];
            case 7 -> list(depth - 1);
            default -> dict(depth - 1);
        };
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(depth));
        }
        return list;
    }

    private Map<String, @Nullable Object> dict(int depth) {
        Map<String, @Nullable Object> dict = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            dict.put(KEYS.get(random.nextInt(KEYS.size())), value(depth));
        }
        return dict;
    }
}
