package dev.tule.engines.mysql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Renames logs that have grown; the server is to be told to begin new ones. */
final class LogRotation {

    private static final long MOST_BYTES = 10 << 20;
    private static final int KEPT = 3;

    private static final List<String> LOGS =
            List.of(Configuration.ERROR_LOG, Configuration.SLOW_LOG, Configuration.GENERAL_LOG);

    private LogRotation() {}

    /** Whether something was renamed. */
    static boolean rotate(Path directory) throws IOException {
        boolean rotated = false;
        for (String name : LOGS) {
            Path log = directory.resolve(name);
            if (Files.exists(log) && Files.size(log) > MOST_BYTES) {
                for (int age = KEPT - 1; age > 0; age--) {
                    Path younger = directory.resolve(name + "." + age);
                    if (Files.exists(younger)) {
                        Files.move(
                                younger,
                                directory.resolve(name + "." + (age + 1)),
                                StandardCopyOption.REPLACE_EXISTING);
                    }
                }
                Files.move(log, directory.resolve(name + ".1"));
                rotated = true;
            }
        }
        return rotated;
    }
}
