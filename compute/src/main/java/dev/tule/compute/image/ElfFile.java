package dev.tule.compute.image;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a program or library for Linux says that it needs (<a
 * href="https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html">ELF</a>, 64 bit,
 * little-endian). Read rather than asked of the dynamic linker, so that it works for programs of
 * another architecture.
 *
 * @param interpreter the path of its dynamic linker, for a program
 * @param needed the names of the libraries that it is linked to
 * @param entersAsPvh whether it is a kernel that may be entered <a
 *     href="https://xenbits.xen.org/docs/unstable/misc/pvh.html">as PVH guests are</a>
 */
public record ElfFile(Optional<String> interpreter, List<String> needed, boolean entersAsPvh) {
    private static final int LOAD = 1;
    private static final int DYNAMIC = 2;
    private static final int INTERPRETER = 3;
    private static final int NOTES = 4;
    private static final int MOST_NEEDED = 256;

    /** {@code XEN_ELFNOTE_PHYS32_ENTRY}. */
    private static final int PVH_ENTRY = 18;

    /** A part of the file, and where it is in memory. */
    private record Segment(int type, long offset, long address, long size) {}

    public ElfFile {
        needed = List.copyOf(needed);
    }

    /**
     * @throws IOException when it is no such file, or a damaged one
     */
    public static ElfFile parse(byte[] file) throws IOException {
        return parse(ByteBuffer.wrap(file));
    }

    /**
     * @throws IOException when it is no such file, or a damaged one
     */
    static ElfFile parse(ByteBuffer file) throws IOException {
        ByteBuffer bytes = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (bytes.getInt(0) != 0x464C457F || bytes.get(4) != 2 || bytes.get(5) != 1) {
                throw new IOException("not a little-endian ELF file of 64 bits");
            }
            return read(bytes);
        } catch (IndexOutOfBoundsException | BufferUnderflowException | ArithmeticException e) {
            throw new IOException("a damaged ELF file", e);
        }
    }

    private static ElfFile read(ByteBuffer bytes) throws IOException {
        List<Segment> segments = new ArrayList<>();
        int headers = Math.toIntExact(bytes.getLong(32));
        int size = bytes.getShort(54) & 0xFFFF;
        int count = bytes.getShort(56) & 0xFFFF;
        for (int i = 0; i < count; i++) {
            int at = Math.addExact(headers, Math.multiplyExact(i, size));
            segments.add(
                    new Segment(
                            bytes.getInt(at),
                            bytes.getLong(at + 8),
                            bytes.getLong(at + 16),
                            bytes.getLong(at + 32)));
        }
        Optional<String> interpreter = Optional.empty();
        List<String> needed = List.of();
        boolean pvh = false;
        for (Segment segment : segments) {
            if (segment.type() == INTERPRETER) {
                interpreter = Optional.of(text(bytes, segment.offset()));
            } else if (segment.type() == DYNAMIC) {
                needed = needed(bytes, segment, segments);
            } else if (segment.type() == NOTES) {
                pvh |= hasPvhEntry(bytes, segment);
            }
        }
        return new ElfFile(interpreter, needed, pvh);
    }

    /**
     * Notes are a name's length, a text's length, a kind; the name and the text, each filled up.
     */
    private static boolean hasPvhEntry(ByteBuffer bytes, Segment notes) {
        long end = Math.addExact(notes.offset(), notes.size());
        long next = notes.offset();
        while (next + 12 <= end) {
            int at = Math.toIntExact(next);
            long name = Integer.toUnsignedLong(bytes.getInt(at));
            long text = Integer.toUnsignedLong(bytes.getInt(at + 4));
            if (bytes.getInt(at + 8) == PVH_ENTRY
                    && name == 4
                    && text(bytes, next + 12).equals("Xen")) {
                return true;
            }
            next += 12 + (name + 3 & ~3) + (text + 3 & ~3);
        }
        return false;
    }

    private static List<String> needed(ByteBuffer bytes, Segment dynamic, List<Segment> segments)
            throws IOException {
        List<Long> names = new ArrayList<>();
        long table = -1;
        for (long at = 0; at + 16 <= dynamic.size(); at += 16) {
            int entry = Math.toIntExact(Math.addExact(dynamic.offset(), at));
            long tag = bytes.getLong(entry);
            long value = bytes.getLong(entry + 8);
            if (tag == 0) {
                break;
            } else if (tag == 1 && names.size() < MOST_NEEDED) {
                names.add(value);
            } else if (tag == 5) {
                table = value;
            }
        }
        List<String> needed = new ArrayList<>();
        for (long name : names) {
            needed.add(text(bytes, Math.addExact(offset(table, segments), name)));
        }
        return needed;
    }

    /** Where in the file an address of memory is. */
    private static long offset(long address, List<Segment> segments) throws IOException {
        for (Segment segment : segments) {
            if (segment.type() == LOAD
                    && address >= segment.address()
                    && address - segment.address() < segment.size()) {
                return segment.offset() + address - segment.address();
            }
        }
        throw new IOException("a damaged ELF file: its names lie nowhere");
    }

    private static String text(ByteBuffer bytes, long offset) {
        int start = Math.toIntExact(offset);
        int end = start;
        while (bytes.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - start];
        bytes.get(start, name);
        return new String(name, StandardCharsets.UTF_8);
    }
}
