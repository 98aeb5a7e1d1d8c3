package dev.tule.compute.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CpioWriterTest {
    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CpioWriter archive = new CpioWriter(bytes)) {
            archive.directory("bin", 0755);
            archive.file("bin/sh", 0700, "abcde".getBytes(StandardCharsets.UTF_8));
            archive.link("init", "bin/sh");
        }
        return bytes.toByteArray();
    }

    @Test
    void anEntryIsItsHeaderItsNameAndItsContentEachFilledUpToFour() throws IOException {
        String text = new String(archive(), StandardCharsets.ISO_8859_1);

        assertThat(text)
                .startsWith(
                        "070701"
                                + "00000001"
                                + "000041ED"
                                + "0".repeat(16)
                                + "00000001"
                                + "0".repeat(8)
                                + "00000000"
                                + "0".repeat(32)
                                + "00000004"
                                + "00000000"
                                + "bin\0\0\0");
        assertThat(text).contains("bin/sh\0\0\0\0abcde\0\0\0" + "070701");
        assertThat(text).contains("init\0\0bin/sh\0\0");
        assertThat(text).endsWith("TRAILER!!!\0\0\0\0");
        assertThat(text.length() % 4).isZero();
    }

    @Test
    void theSameFilesMakeTheSameArchive() throws IOException {
        assertThat(archive()).isEqualTo(archive());
    }

    @Test
    void aNameWithinTheArchiveIsRelative() {
        CpioWriter archive = new CpioWriter(new ByteArrayOutputStream());

        assertThatThrownBy(() -> archive.directory("/bin", 0755))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
