package dev.tule.wamp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedTest {
    private static final Limits SMALL = new Limits(1 << 16, 8, 64);

    private static void assertRefused(Serializer serializer, byte[] bytes) {
        assertThatThrownBy(() -> serializer.decode(bytes, SMALL))
                .isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[]",
                "{}",
                "7",
                "null",
                "[16]",
                "[999,1]",
                "[-1]",
                "[\"16\",1,{},\"a\"]",
                "[16,0,{},\"a\"]",
                "[16,-1,{},\"a\"]",
                "[16,1.5,{},\"a\"]",
                "[16,9007199254740993,{},\"a\"]",
                "[16,99999999999999999999,{},\"a\"]",
                "[16,1,[],\"a\"]",
                "[16,1,{},7]",
                "[16,1,{},\"a\",{}]",
                "[16,1,{},\"a\",\"text\"]",
                "[16,1,{},\"a\",[],[]]",
                "[16,1,{},\"a\",[],{},7]",
                "[17,1,1,1]",
                "[16,1,{},\"a\"] [",
                "[16,1,{},\"a\",[01]]",
                "[16,1,{},\"a\",[1,]]",
                "[16,1,{},\"a\",[,1]]",
                "[16,1,{},\"a\",[tru]]",
                "[16,1,{},\"a\",[nan]]",
                "[16,1,{},\"a\",[\"\\x\"]]",
                "[16,1,{},\"a\",[\"\n\"]]",
                "[16,1,{},\"a\",[],{1:2}]",
                "[16,1,{},\"a\",[[[[[[[[[]]]]]]]]]]",
                "[16,1,{\"exclude\":[1,true]},\"a\"]",
                "[16,1,{\"exclude_me\":0},\"a\"]",
                "[48,1,{\"timeout\":-1},\"a\"]",
                "[49,1,{\"mode\":\"gently\"}]",
                "[64,1,{\"invoke\":\"some\"},\"a\"]",
                "[1,\"realm1\",{\"roles\":[]}]",
                "[8,7,1,{},\"a\"]",
                "[35,0]",
                "[35,0,{}]",
                "[35,0,{\"subscription\":true}]",
                "[67,0,{\"registration\":0}]",
                "[67,0,{\"registration\":1},1]",
            })
    void brokenJsonIsRefused(String json) {
        assertRefused(Serializer.JSON, json.getBytes(UTF_8));
    }

    @Test
    void jsonThatIsNotUtf8IsRefused() {
        assertRefused(Serializer.JSON, "[16,1,{},\"\u00fc\"]".getBytes(ISO_8859_1));
        assertRefused(
                Serializer.JSON,
                "[16,1,{},\"a\"]".getBytes(java.nio.charset.StandardCharsets.UTF_16));
        // An overlong slash, a surrogate, and a code point above the last.
        for (String hex : new String[] {"c0af", "eda080", "f4908080", "e282", "80"}) {
            byte[] bad = HexFormat.of().parseHex("5b31362c312c7b7d2c22" + hex + "225d");
            assertRefused(Serializer.JSON, bad);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c1", // never used
                "9101", // HELLO without the rest
                "941001", // cut off
                "94100180a16100", // something follows
                "dd7fffffff10", // a list of two thousand million items
                "951001 80 a161 dd7fffffff", // the same as arguments
                "951001 80 a161 91c67fffffff", // binary of 2 GiB
                "951001 80 a161 91a1ff", // not UTF-8
                "961001 80 a161 90 81c0c0", // nil as a key
                "94cb3ff8000000000000 01 80 a161", // message type 1.5
            })
    void brokenMessagePackIsRefused(String hex) {
        assertRefused(Serializer.MESSAGE_PACK, HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff", // a break out of nowhere
                "8410 01 a0", // cut off
                "9b7fffffffffffffff10", // far too many items
                "9bffffffffffffffff10", // more than a long can count
                "85 10 01 a0 6161 9f 01", // no break
                "85 10 01 a0 6161 81 7f 41 00 ff", // bytes within a text
                "85 10 01 a0 6161 81 61ff", // not UTF-8
                "85 10 01 a0 6161 81 f8ff", // unassigned simple value
                "85 10 01 a0 6161 81 c2 01", // a bignum of a number
                "85 10 01 a0 6161 81 1c", // reserved length
                "86 10 01 a0 6161 80 a1f600", // null as a key
                "84 10 01 a0 6161 00", // something follows
            })
    void brokenCborIsRefused(String hex) {
        assertRefused(Serializer.CBOR, HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5d", // an end out of nowhere
                "5b5510550155", // cut off
                "5b5510", // no end
                "5b2455235503 100101", // the message is a list of one type
                "5b234c7fffffffffffffff5510", // far too many items
                "5b5510 5501 7b7d 53550161 5b245a236c7fffffff 5d", // many items of no bytes
                "5b5510 5501 7b7d 53550161 5b24555d 5d", // a type without a count
                "5b5510 5501 7b7d 53550161 5b245523550501 5d", // binary cut off
                "5b5510 5501 7b7d 53550161 5b5369ff5d 5d", // a length below zero
                "5b5510 5501 7b7d 53550161 5b53535d 5d", // a length that is a string
                "5b5510 5501 7b7d 53550161 5b535501ff5d 5d", // not UTF-8
                "5b5510 5501 7b7d 53550161 5b4855016e5d 5d", // a number that is none
                "5b5510 5501 7b7d 53550161 5b585d 5d", // no such type
                "5b5510 6d00000001 7b7d 53550161 5d", // a type of BJData
                "5b5510 5501 7b7d 53550161 5d 5a", // something follows
                "5b5510 5501 7b5a5a7d 53550161 5d", // null as a key
            })
    void brokenUbjsonIsRefused(String hex) {
        assertRefused(Serializer.UBJSON, HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @Test
    void ubjsonIsReadInAllItsForms() throws Exception {
        String[] same = {
            "5b 5510 5501 7b7d 53550161 5b 5507 43 62 5d 7b 550163 54 7d 5d",
            "5b 490010 6c00000001 7b7d 53550161 5b 4855 0137 43 62 5d 7b 550163 54 7d 5d",
            "5b235506 5510 5501 7b235500 5355 0161 5b235502 5507 535501 62 7b235501 550163 54",
            "5b 4e5510 4e5501 4e7b7d 4e53550161 4e5b 4e5507 4e4362 4e5d 4e7b4e550163 4e54 4e7d 4e5d",
        };
        for (String hex : same) {
            byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
            Publish publish = (Publish) Serializer.UBJSON.decode(bytes, Limits.DEFAULT);
            assertThat(publish.payload().arguments()).containsExactly(7L, "b");
            assertThat(publish.payload().argumentsKw()).containsEntry("c", true);
            assertThat(new String(Serializer.JSON.encode(publish), UTF_8))
                    .isEqualTo("[16,1,{},\"a\",[7,\"b\"],{\"c\":true}]");
        }
    }

    @Test
    void limitsHold() {
        byte[] manyOptions =
                ("[16,1,{\"exclude\":[" + "1,".repeat(80) + "1]},\"a\"]").getBytes(UTF_8);
        assertRefused(Serializer.JSON, manyOptions);
        byte[] longMessage = ("[16,1,{},\"a\",[\"" + "x".repeat(1 << 16) + "\"]]").getBytes(UTF_8);
        assertRefused(Serializer.JSON, longMessage);
        String digits = "9".repeat(2000);
        assertRefused(Serializer.JSON, ("[16,1,{},\"a\",[" + digits + "]]").getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsDoneToTheBytesOnlyMalformedMessageComesOfIt(Serializer serializer) {
        long seed = Long.getLong("tule.seed", System.nanoTime());
        Random random = new Random(seed);
        int refused = 0;
        int taken = 0;
        for (int round = 0; round < 60_000; round++) {
            byte[] bytes = mutated(serializer, random);
            try {
                Message message = serializer.decode(bytes, SMALL);
                // What was taken can be read and translated, by any receiver.
                for (Serializer other : Serializer.values()) {
                    Message again = other.decode(other.encode(message), Limits.DEFAULT);
                    assertThat(again.type()).isEqualTo(message.type());
                }
                taken++;
            } catch (MalformedMessage e) {
                refused++;
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError(
                        "seed " + seed + " round " + round + ": " + HexFormat.of().formatHex(bytes),
                        e);
            }
        }
        assertThat(refused).isGreaterThan(1000);
        assertThat(taken).isGreaterThan(1000);
    }

    private static byte[] mutated(Serializer serializer, Random random) {
        java.util.List<Sample> samples = Sample.all();
        Message message = samples.get(random.nextInt(samples.size())).message();
        byte[] bytes = serializer.encode(message);
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
                case 3 -> bytes = spliced(bytes, at, random);
                default -> bytes[at] = bytes[random.nextInt(bytes.length)];
            }
        }
        return bytes;
    }

    /** The bytes with a piece of themselves put in somewhere. */
    private static byte[] spliced(byte[] bytes, int at, Random random) {
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(bytes.length - from);
        byte[] longer = new byte[bytes.length + length];
        System.arraycopy(bytes, 0, longer, 0, at);
        System.arraycopy(bytes, from, longer, at, length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
    }
}
