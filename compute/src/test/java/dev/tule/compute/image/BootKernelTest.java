package dev.tule.compute.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootKernelTest {
    private static final int PVH_ENTRY = 18;
    private static final int LINUX_VERSION = 6;

    @TempDir Path directory;

    @Test
    void aCompressedKernelIsUnpacked() throws IOException {
        byte[] elf = elf(PVH_ENTRY);

        assertThat(BootKernel.write(file(kernel(elf)), directory.resolve("to"))).isTrue();

        assertThat(directory.resolve("to")).hasBinaryContent(elf);
    }

    @Test
    void oneThatCantBeEnteredUnpackedStaysAsItIs() throws IOException {
        byte[] kernel = kernel(elf(LINUX_VERSION));

        assertThat(BootKernel.write(file(kernel), directory.resolve("to"))).isFalse();

        assertThat(directory.resolve("to")).hasBinaryContent(kernel);
    }

    @Test
    void whatIsNoKernelOfThisKindStaysAsItIs() throws IOException {
        byte[] other = new byte[4_096];

        assertThat(BootKernel.write(file(other), directory.resolve("to"))).isFalse();

        assertThat(directory.resolve("to")).hasBinaryContent(other);
    }

    @Test
    void aDamagedKernelIsRefused() throws IOException {
        long seed = Long.getLong("compute.seed", System.nanoTime());
        System.out.println("-Dcompute.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = kernel(elf(PVH_ENTRY));
        for (int round = 0; round < 500; round++) {
            byte[] damaged = whole.clone();
            for (int hit = 0; hit < 3; hit++) {
                damaged[0x1f0 + random.nextInt(damaged.length - 0x1f0)] = (byte) random.nextInt();
            }
            aFileIsUnpackedOrRefused(damaged);
        }
        byte[] cut = Arrays.copyOf(whole, whole.length - 100);
        assertThatThrownBy(() -> BootKernel.unpack(cut, directory.resolve("to")))
                .isInstanceOf(IOException.class);
    }

    @FuzzTest
    void aFileIsUnpackedOrRefused(byte[] file) throws IOException {
        Path to = Files.createTempFile("kernel", "");
        try {
            BootKernel.unpack(file, to);
        } catch (IOException e) {
            // Refused.
        } finally {
            Files.delete(to);
        }
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("from"), content);
    }

    /** An ELF file of one segment: a note of Xen's. */
    private static byte[] elf(int kind) {
        ByteBuffer elf = ByteBuffer.allocate(20_000).order(ByteOrder.LITTLE_ENDIAN);
        elf.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
        elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
        elf.putInt(64, 4).putLong(64 + 8, 128).putLong(64 + 32, 20);
        elf.putInt(128, 4).putInt(132, 4).putInt(136, kind).put(140, "Xen".getBytes(US_ASCII));
        return elf.array();
    }

    /** As the kernel's build puts it together: a header, one sector of code, LZ4's blocks. */
    private static byte[] kernel(byte[] payload) throws IOException {
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        for (int from = 0; from < payload.length; from += 12_000) {
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            try (var packed = new BlockLZ4CompressorOutputStream(block)) {
                packed.write(payload, from, Math.min(12_000, payload.length - from));
            }
            blocks.write(little(block.size()));
            blocks.write(block.toByteArray());
        }
        int length = 4 + blocks.size() + 4;
        ByteBuffer kernel = ByteBuffer.allocate(1_024 + 16 + length).order(ByteOrder.LITTLE_ENDIAN);
        kernel.put(0x1f1, (byte) 1).putInt(0x202, 0x53726448).putShort(0x206, (short) 0x20f);
        kernel.putInt(0x248, 16).putInt(0x24c, length);
        kernel.position(1_024 + 16).putInt(0x184c2102).put(blocks.toByteArray());
        return kernel.putInt(payload.length).array();
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }
}
