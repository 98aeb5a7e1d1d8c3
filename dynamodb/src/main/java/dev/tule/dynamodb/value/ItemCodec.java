package dev.tule.dynamodb.value;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The form of items on disk, version 1: {@code version(1) map}, where a map is {@code count (text
 * value)*}, a text is {@code length utf8}, and a value is {@code type(1) content}: S text; N {@code
 * scale unscaled-length unscaled}; B {@code length bytes}; BOOL one byte; NULL nothing; L {@code
 * count value*}; M map; sets {@code count content*}. Counts and lengths are unsigned
 * variable-length integers, the scale a zigzag one. The type's byte is the ordinal given by {@link
 * #TYPES}, which therefore only grows at its end.
 */
public final class ItemCodec {
    private static final byte VERSION = 1;

    private static final List<Value.Type> TYPES =
            List.of(
                    Value.Type.S,
                    Value.Type.N,
                    Value.Type.B,
                    Value.Type.BOOL,
                    Value.Type.NULL,
                    Value.Type.L,
                    Value.Type.M,
                    Value.Type.SS,
                    Value.Type.NS,
                    Value.Type.BS);

    private ItemCodec() {}

    public static byte[] encode(Item item) {
        Writer writer = new Writer();
        writer.write(VERSION);
        writer.map(item.attributes());
        return writer.toByteArray();
    }

    /**
     * The item that {@link #encode} wrote.
     *
     * @throws IllegalStateException when the bytes are of another version or damaged
     */
    public static Item decode(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != VERSION) {
            throw new IllegalStateException("not an item of version " + VERSION);
        }
        try {
            return new Item(new Reader(bytes).map());
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalStateException("a damaged item", e);
        }
    }

    private static final class Writer extends ByteArrayOutputStream {
        Writer() {
            super(256);
        }

        void map(Map<String, Value> entries) {
            count(entries.size());
            entries.forEach(
                    (name, value) -> {
                        text(name);
                        value(value);
                    });
        }

        void value(Value value) {
            write(TYPES.indexOf(value.type()));
            switch (value) {
                case Value.S(String text) -> text(text);
                case Value.N(BigDecimal number) -> number(number);
                case Value.B(Bytes bytes) -> bytes(bytes.unsafe());
                case Value.Bool(boolean truth) -> write(truth ? 1 : 0);
                case Value.Null() -> {}
                case Value.L(List<Value> elements) -> {
                    count(elements.size());
                    elements.forEach(this::value);
                }
                case Value.M(Map<String, Value> entries) -> map(entries);
                case Value.SS(Set<String> members) -> {
                    count(members.size());
                    members.forEach(this::text);
                }
                case Value.NS(Set<BigDecimal> members) -> {
                    count(members.size());
                    members.forEach(this::number);
                }
                case Value.BS(Set<Bytes> members) -> {
                    count(members.size());
                    members.forEach(member -> bytes(member.unsafe()));
                }
            }
        }

        void number(BigDecimal number) {
            count((number.scale() << 1) ^ (number.scale() >> 31));
            bytes(number.unscaledValue().toByteArray());
        }

        void text(String text) {
            bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        void bytes(byte[] bytes) {
            count(bytes.length);
            write(bytes, 0, bytes.length);
        }

        void count(int count) {
            int rest = count;
            while ((rest & ~0x7F) != 0) {
                write((rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            write(rest);
        }
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at = 1;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        Map<String, Value> map() {
            int count = count();
            Map<String, Value> entries = LinkedHashMap.newLinkedHashMap(Math.min(count, 1024));
            for (int i = 0; i < count; i++) {
                String name = text();
                entries.put(name, value());
            }
            return entries;
        }

        Value value() {
            return switch (TYPES.get(bytes[at++])) {
                case S -> new Value.S(text());
                case N -> new Value.N(number());
                case B -> new Value.B(Bytes.owning(bytes()));
                case BOOL -> new Value.Bool(bytes[at++] != 0);
                case NULL -> new Value.Null();
                case L -> {
                    int count = count();
                    List<Value> elements = new ArrayList<>(Math.min(count, 1024));
                    for (int i = 0; i < count; i++) {
                        elements.add(value());
                    }
                    yield new Value.L(elements);
                }
                case M -> new Value.M(map());
                case SS -> new Value.SS(set(this::text));
                case NS -> new Value.NS(set(this::number));
                case BS -> new Value.BS(set(() -> Bytes.owning(bytes())));
            };
        }

        <T> Set<T> set(java.util.function.Supplier<T> member) {
            int count = count();
            Set<T> members = new LinkedHashSet<>();
            for (int i = 0; i < count; i++) {
                members.add(member.get());
            }
            return members;
        }

        BigDecimal number() {
            int zigzag = count();
            int scale = (zigzag >>> 1) ^ -(zigzag & 1);
            return new BigDecimal(new BigInteger(bytes()), scale);
        }

        String text() {
            int length = count();
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }

        byte[] bytes() {
            int length = count();
            // Beyond the end, copyOfRange would go on with zeros.
            Objects.checkFromIndexSize(at, length, bytes.length);
            byte[] content = java.util.Arrays.copyOfRange(bytes, at, at + length);
            at += length;
            return content;
        }

        int count() {
            int count = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                count |= (next & 0x7F) << shift;
                if (next >= 0) {
                    return count;
                }
            }
        }
    }
}
