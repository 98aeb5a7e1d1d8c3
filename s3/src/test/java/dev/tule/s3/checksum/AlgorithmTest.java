package dev.tule.s3.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checksums against published values, and against themselves in pieces. */
class AlgorithmTest {

    @ParameterizedTest
    @CsvSource({
        "CRC32, cbf43926",
        "CRC32C, e3069283",
        "CRC64NVME, ae8b14860a799888",
        "MD5, 25f9e794323b453885f5181f1b624d0b",
        "SHA1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        "SHA256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
    })
    void theCheckValueIsThePublishedOne(Algorithm algorithm, String expected) {
        byte[] bytes = "123456789".getBytes(StandardCharsets.US_ASCII);

        assertThat(HexFormat.of().formatHex(digest(algorithm, bytes))).isEqualTo(expected);
    }

    private static byte[] digest(Algorithm algorithm, byte[] bytes) {
        Digest digest = algorithm.digest();
        digest.update(bytes, 0, bytes.length);
        return digest.value();
    }

    @Test
    void bytesOneByOneGiveTheSameAsAllAtOnce() {
        byte[] bytes = new byte[1000];
        new Random(1).nextBytes(bytes);
        for (int length = 0; length < bytes.length; length += 7) {
            Crc64Nvme whole = new Crc64Nvme();
            whole.update(bytes, 3, Math.min(length, 997));
            Crc64Nvme single = new Crc64Nvme();
            for (int i = 0; i < Math.min(length, 997); i++) {
                single.update(bytes[3 + i]);
            }
            assertThat(whole.getValue()).isEqualTo(single.getValue());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CRC32", "CRC32C", "CRC64NVME"})
    void theChecksumsOfPartsCombineToThatOfTheWhole(Algorithm algorithm) {
        byte[] bytes = new byte[10_000];
        new Random(2).nextBytes(bytes);
        for (int cut : new int[] {0, 1, 7, 4096, 9_999, 10_000}) {
            byte[] first = digest(algorithm, Arrays.copyOf(bytes, cut));
            byte[] second = digest(algorithm, Arrays.copyOfRange(bytes, cut, bytes.length));

            assertThat(algorithm.combine(first, second, bytes.length - cut))
                    .isEqualTo(digest(algorithm, bytes));
        }
    }
}
