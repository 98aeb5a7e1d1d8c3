package dev.tule.compute.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorInputStream;

/**
 * The kernel that an image's machines boot. Debian's for PCs are compressed: QEMU keeps such a file
 * in each machine's own memory, for when it boots again. One that is unpacked, an ELF file, it maps
 * instead, and all machines share it. So it is unpacked here where that can be: where it follows
 * the <a href="https://docs.kernel.org/arch/x86/boot.html">boot protocol</a> since 2.08, its
 * payload is LZ4's, and it may be entered <a
 * href="https://xenbits.xen.org/docs/unstable/misc/pvh.html">as PVH guests are</a>, which is QEMU's
 * way into ELF files. Otherwise the file stays what it is, and boots as well.
 *
 * <p>A kernel moves itself to a random place as it unpacks itself; one that is unpacked stays where
 * it was linked to.
 */
final class BootKernel {
    private static final int SECTOR = 512;
    private static final int SETUP_SECTORS = 0x1f1;
    private static final int MAGIC = 0x202;
    private static final int HDRS = 0x53726448;
    private static final int PROTOCOL = 0x206;
    private static final int WITH_PAYLOAD = 0x208;
    private static final int PAYLOAD_OFFSET = 0x248;
    private static final int PAYLOAD_LENGTH = 0x24c;

    /** What LZ4 files begin with that are rows of blocks, each behind its length. */
    private static final int LZ4_BLOCKS = 0x184c2102;

    /** The payload's last four bytes say how long it is when unpacked. */
    private static final int LENGTH_BYTES = 4;

    private static final int MOST_BLOCK_BYTES = 8 << 20;
    private static final int MOST_BYTES = 256 << 20;

    private BootKernel() {}

    /** What of it is decided here: changes when another file would be made of the same kernel. */
    static String recipe() {
        return "unpacked";
    }

    /** Puts down what is to be booted; true when it could be unpacked. */
    static boolean write(Path kernel, Path to) throws IOException {
        try {
            unpack(Files.readAllBytes(kernel), to);
            return true;
        } catch (IOException e) {
            Files.copy(kernel, to, StandardCopyOption.REPLACE_EXISTING);
            return false;
        }
    }

    /**
     * @throws IOException when the file isn't one that can be unpacked, or is damaged
     */
    static void unpack(byte[] kernel, Path to) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(kernel).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (file.getInt(MAGIC) != HDRS || file.getShort(PROTOCOL) < WITH_PAYLOAD) {
                throw new IOException("not a kernel of a boot protocol with a payload");
            }
            int setup = file.get(SETUP_SECTORS) == 0 ? 4 : file.get(SETUP_SECTORS);
            int start = Math.addExact((setup + 1) * SECTOR, file.getInt(PAYLOAD_OFFSET));
            ByteBuffer payload =
                    file.slice(start, file.getInt(PAYLOAD_LENGTH)).order(ByteOrder.LITTLE_ENDIAN);
            if (payload.getInt() != LZ4_BLOCKS) {
                throw new IOException("a kernel that is not compressed by LZ4");
            }
            int length = payload.getInt(payload.limit() - LENGTH_BYTES);
            if (length < 0 || length > MOST_BYTES) {
                throw new IOException("a kernel of " + length + " bytes");
            }
            unpack(payload.limit(payload.limit() - LENGTH_BYTES), length, to);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new IOException("a damaged kernel", e);
        }
        try (FileChannel unpacked = FileChannel.open(to)) {
            ElfFile elf = ElfFile.parse(unpacked.map(MapMode.READ_ONLY, 0, unpacked.size()));
            if (!elf.entersAsPvh()) {
                throw new IOException("a kernel that can't be entered unpacked");
            }
        }
    }

    private static void unpack(ByteBuffer blocks, int length, Path to) throws IOException {
        long unpacked = 0;
        try (OutputStream out = Files.newOutputStream(to)) {
            while (blocks.hasRemaining()) {
                int size = blocks.getInt();
                InputStream packed =
                        new ByteArrayInputStream(
                                blocks.array(), blocks.arrayOffset() + blocks.position(), size);
                blocks.position(blocks.position() + size);
                try (InputStream in = new BlockLZ4CompressorInputStream(packed)) {
                    byte[] block = in.readNBytes(MOST_BLOCK_BYTES + 1);
                    unpacked += block.length;
                    if (block.length > MOST_BLOCK_BYTES || unpacked > length) {
                        throw new IOException("a damaged kernel: too long");
                    }
                    out.write(block);
                }
            }
        }
        if (unpacked != length) {
            throw new IOException("a damaged kernel: %d of %d bytes".formatted(unpacked, length));
        }
    }
}
