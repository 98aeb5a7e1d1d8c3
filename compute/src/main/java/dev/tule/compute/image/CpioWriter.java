package dev.tule.compute.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes an archive as Linux takes it for its initial file system: "new ASCII" cpio (<a
 * href="https://docs.kernel.org/driver-api/early-userspace/buffer-format.html">initramfs buffer
 * format</a>). Everything belongs to root and has no time, so that the same files make the same
 * archive. Directories must come before what is in them. Not for use by several threads.
 */
public final class CpioWriter implements AutoCloseable {
    private static final int DIRECTORY = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;
    private static final int HEADER = 110;

    private final OutputStream out;
    private int entries;

    public CpioWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * @param mode the permissions, as 0755
     */
    public void directory(String name, int mode) throws IOException {
        entry(name, DIRECTORY | mode, new byte[0]);
    }

    public void file(String name, int mode, byte[] content) throws IOException {
        entry(name, FILE | mode, content);
    }

    public void link(String name, String target) throws IOException {
        entry(name, LINK | 0777, target.getBytes(StandardCharsets.UTF_8));
    }

    private void entry(String name, int mode, byte[] content) throws IOException {
        if (name.isEmpty() || name.startsWith("/") || name.length() > 4_095) {
            throw new IllegalArgumentException("not a name in an archive: " + name);
        }
        entries++;
        write(entries, name, mode, content);
    }

    private void write(int inode, String name, int mode, byte[] content) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        // magic, inode, mode, uid, gid, links, time, size, four device numbers, name's size, check
        String header =
                "070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X"
                        .formatted(
                                inode,
                                mode,
                                0,
                                0,
                                1,
                                0,
                                content.length,
                                0,
                                0,
                                0,
                                0,
                                path.length + 1,
                                0);
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(path);
        out.write(0);
        pad(HEADER + path.length + 1);
        out.write(content);
        pad(content.length);
    }

    /** Headers and contents begin at multiples of four. */
    private void pad(int written) throws IOException {
        for (int more = written; more % 4 != 0; more++) {
            out.write(0);
        }
    }

    /** Ends the archive and closes what it was written to. */
    @Override
    public void close() throws IOException {
        write(0, "TRAILER!!!", 0, new byte[0]);
        out.close();
    }
}
