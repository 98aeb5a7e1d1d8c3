package dev.tule.server.cloud;

import dev.tule.server.cloud.RunningFile.Running;
import dev.tule.server.control.ControlException;
import dev.tule.server.control.ControlHandler;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers the commands that reach the running server.
 *
 * @param running where the server is
 * @param keys answers {@code keys}
 * @param reload answers {@code reload}
 * @param stop asks the server to stop
 */
record Administration(
        Supplier<Running> running, ControlHandler keys, ControlHandler reload, Runnable stop)
        implements ControlHandler {

    @Override
    public List<String> handle(List<String> words) throws ControlException {
        return switch (words.getFirst()) {
            case "ping" -> List.of();
            case "status" -> status();
            case "stop" -> {
                stop.run();
                yield List.of();
            }
            case "reload" -> reload.handle(words.subList(1, words.size()));
            case "keys" -> keys.handle(words.subList(1, words.size()));
            default -> throw new ControlException("The server knows no such command.");
        };
    }

    private List<String> status() {
        Running now = running.get();
        Duration age = Duration.between(now.since(), Instant.now());
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return List.of(
                "Tule %s runs since %s (%s) as process %d."
                        .formatted(
                                Version.ofTule(),
                                now.since().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                                spoken(age),
                                now.process()),
                "AWS APIs  " + now.awsAddress(),
                "Console   " + now.webAddress() + "/",
                "WAMP      %s/ws, realm realm1"
                        .formatted(now.webAddress().replaceFirst("^http", "ws")),
                "Heap      %d MiB in use".formatted(heap >> 20));
    }

    private static String spoken(Duration age) {
        if (age.toMinutes() < 2) {
            return age.toSeconds() + " s";
        }
        return age.toHours() < 2 ? age.toMinutes() + " min" : age.toHours() + " h";
    }
}
