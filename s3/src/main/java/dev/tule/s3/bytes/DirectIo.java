package dev.tule.s3.bytes;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Finds out whether a directory's file system takes direct I/O, which keeps a large upload from
 * pushing everything else out of the page cache, and is faster besides.
 */
final class DirectIo {
    private static final System.Logger LOG = System.getLogger(DirectIo.class.getName());

    private DirectIo() {}

    /** The options to create files in that directory with. */
    static OpenOption[] writeOptions(Path directory) throws IOException {
        OpenOption direct = direct();
        if (direct != null) {
            DirectBuffers buffers = new DirectBuffers(1, DirectBuffers.ALIGNMENT);
            ByteBuffer page = buffers.take();
            Path probe = directory.resolve("probe-" + UUID.randomUUID());
            try (FileChannel channel =
                    FileChannel.open(probe, CREATE_NEW, WRITE, DELETE_ON_CLOSE, direct)) {
                channel.write(page);
                return new OpenOption[] {CREATE_NEW, WRITE, direct};
            } catch (IOException | UnsupportedOperationException e) {
                LOG.log(System.Logger.Level.DEBUG, "no direct I/O in {0}: {1}", directory, e);
            }
        }
        return new OpenOption[] {CREATE_NEW, WRITE};
    }

    /** By reflection: the option is the JDK's own, and a JDK may lack it. */
    private static @org.jspecify.annotations.Nullable OpenOption direct() {
        try {
            for (Object constant :
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
                if (constant instanceof OpenOption option && option.toString().equals("DIRECT")) {
                    return option;
                }
            }
        } catch (ClassNotFoundException e) {
            LOG.log(System.Logger.Level.DEBUG, "this JDK has no direct I/O");
        }
        return null;
    }
}
