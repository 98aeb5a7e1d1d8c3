package dev.tule.engines.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The ends of log files. */
public final class LogTail {

    private LogTail() {}

    /** The last bytes of a file as text; nothing when there is no file. */
    public static String of(Path file, int mostBytes) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (FileChannel channel = FileChannel.open(file)) {
            long from = Math.max(0, channel.size() - mostBytes);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                // Until it is full or the file ends.
            }
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        }
    }

    /** The files of a directory whose names begin so, newest first. */
    public static List<Path> newest(Path directory, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted((a, b) -> Long.compare(written(b), written(a)))
                    .toList();
        }
    }

    private static long written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            // It has just been removed.
            return 0;
        }
    }
}
