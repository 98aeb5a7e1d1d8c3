package dev.tule.compute.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file of a disk, as its header tells (QEMU's "qcow2 image file format"). For files that this
 * host has made: those from outside are converted first.
 *
 * @param encrypted by LUKS
 * @param beneath the file that it only adds to
 */
record Layer(Path file, boolean encrypted, Optional<Path> beneath) {
    private static final int MAGIC = 'Q' << 24 | 'F' << 16 | 'I' << 8 | 0xfb;
    private static final int HEADER = 36;
    private static final int BEGIN_OF_NAME = 8;
    private static final int LENGTH_OF_NAME = 16;
    private static final int CRYPT_METHOD = 32;
    private static final int LUKS = 2;
    private static final int LONGEST_NAME = 1023;
    private static final int DEEPEST = 64;

    /** A disk's files, the topmost first. What isn't qcow2 is the last. */
    static List<Layer> chain(Path file) throws IOException {
        List<Layer> chain = new ArrayList<>();
        Optional<Path> next = Optional.of(file);
        while (next.isPresent()) {
            if (chain.size() == DEEPEST) {
                throw new IOException(file + " stands on more than " + DEEPEST + " files");
            }
            Layer layer = read(next.get());
            chain.add(layer);
            next = layer.beneath();
        }
        return chain;
    }

    static boolean isQcow2(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return isQcow2(channel);
        }
    }

    private static boolean isQcow2(FileChannel channel) throws IOException {
        return channel.size() >= HEADER && bytes(channel, 0, HEADER).getInt(0) == MAGIC;
    }

    private static Layer read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (!isQcow2(channel)) {
                return new Layer(file, false, Optional.empty());
            }
            ByteBuffer header = bytes(channel, 0, HEADER);
            int length = header.getInt(LENGTH_OF_NAME);
            Optional<Path> beneath = Optional.empty();
            if (header.getLong(BEGIN_OF_NAME) != 0) {
                if (length < 1 || length > LONGEST_NAME) {
                    throw new IOException(file + " names a file of " + length + " characters");
                }
                ByteBuffer name = bytes(channel, header.getLong(BEGIN_OF_NAME), length);
                beneath =
                        Optional.of(
                                file.resolveSibling(
                                        StandardCharsets.UTF_8.decode(name).toString()));
            }
            return new Layer(file, header.getInt(CRYPT_METHOD) == LUKS, beneath);
        }
    }

    static ByteBuffer bytes(FileChannel channel, long begin, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, begin + bytes.position()) < 0) {
                throw new EOFException("a disk's header is cut short");
            }
        }
        return bytes.flip();
    }
}
