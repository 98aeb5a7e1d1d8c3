package dev.tule.compute.host;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that a machine's console is appended to. */
public record ConsoleFile(Path path) {
    private static final long LONGEST = 16 << 20;
    private static final int KEPT = 64 << 10;

    /** Its end, at most so many bytes. */
    public byte[] tail(int mostBytes) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(mostBytes, file.length())];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            return tail;
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** Keeps a talkative machine from filling the host's storage. */
    public void trim() {
        try {
            if (Files.exists(path) && Files.size(path) > LONGEST) {
                // Whoever writes it appends, so what comes meanwhile comes behind.
                Files.write(path, tail(KEPT));
            }
        } catch (IOException e) {
            // The machine is going; so is its console.
        }
    }
}
