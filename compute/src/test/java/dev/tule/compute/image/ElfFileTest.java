package dev.tule.compute.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ElfFileTest {
    private static final Path PROGRAM = Path.of("/usr/sbin/dropbear");

    @Test
    void aProgramNamesItsLinkerAndItsLibraries() throws IOException {
        ElfFile elf = ElfFile.parse(Files.readAllBytes(PROGRAM));

        assertThat(elf.interpreter()).hasValueSatisfying(name -> assertThat(name).contains("/ld-"));
        assertThat(elf.needed()).contains("libc.so.6", "libcrypt.so.1");
    }

    @Test
    void aProgramWithoutLibrariesNamesNone() throws IOException {
        ElfFile elf = ElfFile.parse(Files.readAllBytes(Path.of("/usr/bin/busybox")));

        assertThat(elf.interpreter()).isEmpty();
        assertThat(elf.needed()).isEmpty();
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        long seed = Long.getLong("compute.seed", System.nanoTime());
        System.out.println("-Dcompute.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = Files.readAllBytes(PROGRAM);
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = whole.clone();
            for (int hit = 0; hit < 4; hit++) {
                damaged[random.nextInt(2_048)] = (byte) random.nextInt();
            }
            aFileIsReadOrRefused(damaged);
        }
        assertThatThrownBy(() -> ElfFile.parse("#!/bin/sh\n".repeat(10).getBytes(US_ASCII)))
                .isInstanceOf(IOException.class);
    }

    @FuzzTest
    void aFileIsReadOrRefused(byte[] file) {
        try {
            ElfFile.parse(file);
        } catch (IOException e) {
            // Refused.
        }
    }
}
