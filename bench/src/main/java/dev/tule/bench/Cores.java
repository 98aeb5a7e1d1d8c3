package dev.tule.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Processors of this machine, as {@code taskset} names them.
 *
 * @param numbers at least one
 */
record Cores(List<Integer> numbers) {
    private static final String ALLOWED = "Cpus_allowed_list:";

    /** Those that this process may use. */
    static Cores allowed() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(ALLOWED)) {
                return of(line.substring(ALLOWED.length()).strip());
            }
        }
        throw new IOException("/proc/self/status names no processors");
    }

    /** Such as {@code 0-3,8}. */
    private static Cores of(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", -1);
            for (int i = Integer.parseInt(ends[0]);
                    i <= Integer.parseInt(ends[ends.length - 1]);
                    i++) {
                numbers.add(i);
            }
        }
        return new Cores(numbers);
    }

    /** The first so many. */
    Cores first(int count) {
        return new Cores(numbers.subList(0, count));
    }

    /** As an option of {@code taskset}. */
    String list() {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }

    /** Moves all threads of this process there. */
    void pinThisProcess() throws IOException, InterruptedException {
        String own = Long.toString(ProcessHandle.current().pid());
        Process taskset =
                new ProcessBuilder("taskset", "-a", "-c", "-p", list(), own)
                        .redirectErrorStream(true)
                        .start();
        String printed = new String(taskset.getInputStream().readAllBytes(), UTF_8);
        if (taskset.waitFor() != 0) {
            throw new IOException(printed);
        }
    }
}
