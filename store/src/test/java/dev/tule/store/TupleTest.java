package dev.tule.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Tuple} beside FoundationDB's own. */
class TupleTest {
    private static final long SEED = Long.getLong("tule.seed", 20261122);
    private static final int ROUNDS = 20_000;

    private final Random random = new Random(SEED);

    @Test
    void randomTuplesHaveTheBytesThatFoundationDbGivesThem() {
        for (int round = 0; round < ROUNDS; round++) {
            Object[] elements = randomElements();
            assertThat(Tuple.pack(elements))
                    .as("seed %d, round %d, %s", SEED, round, Arrays.deepToString(elements))
                    .isEqualTo(theirs(elements).pack());
        }
    }

    @Test
    void randomTuplesComeBackAsTheyWere() {
        for (int round = 0; round < ROUNDS; round++) {
            Object[] elements = randomElements();
            assertThat(Tuple.unpack(Tuple.pack(elements)).toArray())
                    .as("seed %d, round %d", SEED, round)
                    .usingRecursiveComparison()
                    .isEqualTo(widened(elements));
        }
    }

    @Test
    void bytesSortAsTheTuplesDo() {
        for (int round = 0; round < ROUNDS; round++) {
            Object[] some = randomElements();
            Object[] other = random.nextInt(3) == 0 ? randomElements() : nearby(some);
            assertThat(Integer.signum(Key.of(some).compareTo(Key.of(other))))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(Integer.signum(theirs(some).compareTo(theirs(other))));
        }
    }

    @Test
    void integersSortByValueAcrossTheirLengths() {
        List<BigInteger> numbers = new ArrayList<>();
        for (int bits = 0; bits < 90; bits++) {
            for (int nearby = -1; nearby <= 1; nearby++) {
                BigInteger number = BigInteger.TWO.pow(bits).add(BigInteger.valueOf(nearby));
                numbers.add(number);
                numbers.add(number.negate());
            }
        }
        List<BigInteger> byValue = numbers.stream().distinct().sorted().toList();

        List<Key> byBytes = byValue.stream().map(Key::of).sorted().toList();

        assertThat(byBytes).isEqualTo(byValue.stream().map(Key::of).toList());
        assertThat(Key.of(Long.MIN_VALUE).elements()).containsExactly(Long.MIN_VALUE);
        assertThat(Key.of(Long.MAX_VALUE).elements()).containsExactly(Long.MAX_VALUE);
    }

    @Test
    void anythingReadIsWrittenBackAsItWas() {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = Tuple.pack(randomElements());
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] broken = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            List<Object> elements;
            try {
                elements = Tuple.unpack(broken);
            } catch (IllegalArgumentException e) {
                continue;
            }
            assertThat(Tuple.pack(elements.toArray()))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(broken);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01", // bytes without an end
                "0261", // a string without an end
                "0200ff", // the same, behind an escaped zero
                "02ff00", // not UTF-8
                "02eda08000", // half a surrogate pair in UTF-8
                "15", // an integer without its byte
                "1500", // zero in a long form
                "160001", // one in a long form
                "13ff", // zero as a negative integer
                "1d080100000000000000", // a large integer that is small
                "1d090100000000000000", // the last byte missing
                "0bf7ff", // a large negative integer that is small
                "1d", // without a length
                "30ffff", // half a UUID
                "00", // null: no element of ours
                "0a",
                "1e",
                "21", // a double: no element of ours
                "ff",
            })
    void malformedBytesAreRefused(String hex) {
        assertThatThrownBy(() -> Tuple.unpack(HexFormat.of().parseHex(hex)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a tuple");
    }

    @Test
    void whatATupleCannotHoldIsRefused() {
        assertThatThrownBy(() -> Key.of(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Double");
        assertThatThrownBy(() -> Key.of("\ud800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
        assertThatThrownBy(() -> Key.of("a\udc00\ud800"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Key.of(BigInteger.TWO.pow(255 * 8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256 bytes");
    }

    @Test
    void theRangeWithinATupleHoldsItsExtensionsAlone() {
        KeyRange within = KeyRange.within(Key.of("a"));

        assertThat(contains(within, Key.of("a", 1))).isTrue();
        assertThat(contains(within, Key.of("a", new byte[] {-1}))).isTrue();
        assertThat(contains(within, Key.of("a"))).isFalse();
        assertThat(contains(within, Key.of("a\0"))).isFalse();
        assertThat(contains(within, Key.of("ab"))).isFalse();
    }

    private static boolean contains(KeyRange range, Key key) {
        return range.from().compareTo(key) <= 0 && key.compareTo(range.to()) < 0;
    }

    private static com.apple.foundationdb.tuple.Tuple theirs(Object... elements) {
        return com.apple.foundationdb.tuple.Tuple.from(elements);
    }

    private Object[] randomElements() {
        return random.ints(random.nextInt(5), 0, 8).mapToObj(this::randomElement).toArray();
    }

    private Object randomElement(int type) {
        return switch (type) {
            case 0 -> randomString();
            case 1 -> randomBytes(random.nextInt(12));
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> random.nextInt() >> random.nextInt(32);
            case 4 -> {
                BigInteger magnitude = new BigInteger(random.nextInt(300), random);
                yield random.nextBoolean() ? magnitude : magnitude.negate();
            }
            case 5 -> random.nextBoolean();
            case 6 -> new UUID(random.nextLong(), random.nextLong());
            default -> (short) random.nextInt();
        };
    }

    private String randomString() {
        int[] points = new int[random.nextInt(8)];
        for (int i = 0; i < points.length; i++) {
            int point =
                    switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> 'a' + random.nextInt(3);
                        case 2 -> random.nextInt(0x800);
                        default -> random.nextInt(Character.MAX_CODE_POINT + 1);
                    };
            boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
            points[i] = surrogate ? 'x' : point;
        }
        return new String(points, 0, points.length);
    }

    /** Random bytes with many zeros and 0xFF, which the encoding escapes. */
    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextBoolean() ? random.nextInt(256) : -random.nextInt(2));
        }
        return bytes;
    }

    /** The same elements but for one. */
    private Object[] nearby(Object... elements) {
        Object[] changed = elements.clone();
        if (changed.length > 0) {
            int at = random.nextInt(changed.length);
            changed[at] =
                    switch (changed[at]) {
                        case String string -> string + randomString();
                        case byte[] bytes -> Arrays.copyOf(bytes, random.nextInt(12));
                        case Long number -> number + random.nextInt(3) - 1;
                        case Integer number -> -number;
                        case BigInteger number -> number.add(BigInteger.ONE);
                        default -> randomElement(random.nextInt(8));
                    };
        }
        return changed;
    }

    private static Object[] widened(Object... elements) {
        return Arrays.stream(elements)
                .map(
                        element ->
                                switch (element) {
                                    case Integer number -> (Object) number.longValue();
                                    case Short number -> number.longValue();
                                    case BigInteger number when number.bitLength() < 64 ->
                                            number.longValue();
                                    default -> element;
                                })
                .toArray();
    }

    @Test
    void aStringIsItsUtf8BetweenItsTypeAndAZero() {
        byte[] expected = "\u0002FO\0\u00ffO\0".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Tuple.pack("FO\0O")).isEqualTo(expected);
    }
}
