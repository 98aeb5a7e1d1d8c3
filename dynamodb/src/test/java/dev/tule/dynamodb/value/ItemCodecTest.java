package dev.tule.dynamodb.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ItemCodecTest {
    private static final int CASES = 2_000;

    private static Value random(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 8 : 10)) {
            case 0 -> new Value.S(text(random));
            case 1 -> new Value.N(number(random));
            case 2 -> new Value.B(bytes(random));
            case 3 -> new Value.Bool(random.nextBoolean());
            case 4 -> new Value.Null();
            case 5 -> new Value.SS(Set.of(text(random), "other " + random.nextLong()));
            case 6 -> new Value.NS(Set.of(number(random)));
            case 7 -> new Value.BS(Set.of(bytes(random)));
            case 8 -> {
                List<Value> elements = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    elements.add(random(random, depth + 1));
                }
                yield new Value.L(elements);
            }
            default -> new Value.M(entries(random, depth + 1));
        };
    }

    private static Map<String, Value> entries(Random random, int depth) {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            entries.put(text(random), random(random, depth));
        }
        return entries;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(300); i > 0; i--) {
            text.appendCodePoint(random.nextInt(0xD800));
        }
        return text.toString();
    }

    private static BigDecimal number(Random random) {
        return BigDecimal.valueOf(random.nextLong(), random.nextInt(100) - 50);
    }

    private static Bytes bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return Bytes.owning(bytes);
    }

    @Test
    void itemsComeBackAsTheyWere() {
        long seed = 1122;
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            Item item = new Item(entries(random, 0));
            Item back = ItemCodec.decode(ItemCodec.encode(item));
            assertThat(back).as("seed %d", seed).isEqualTo(item);
            assertThat(back.sizeBytes()).isEqualTo(item.sizeBytes());
        }
    }

    @Test
    void damagedBytesAreNotedAndNothingElse() {
        Random random = new Random(7);
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = ItemCodec.encode(new Item(entries(random, 0)));
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            if (bytes.length > 2 && cut.length < bytes.length) {
                assertThatThrownBy(() -> ItemCodec.decode(cut))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void sizesAreDynamoDbs() {
        assertThat(new Item(Map.of("ab", new Value.S("grün"))).sizeBytes()).isEqualTo(2 + 5);
        assertThat(Sizes.of(new Value.N(new BigDecimal("-12345")))).isEqualTo(1 + 3 + 1);
        assertThat(Sizes.of(new Value.L(List.of(new Value.Null())))).isEqualTo(3 + 1 + 1);
        assertThat(Sizes.of(new Value.M(Map.of("k", new Value.Bool(true)))))
                .isEqualTo(3 + 1 + 1 + 1);
    }
}
