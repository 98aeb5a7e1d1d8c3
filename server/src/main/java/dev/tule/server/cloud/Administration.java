package dev.tule.server.cloud;

import dev.tule.server.control.ControlException;
import dev.tule.server.control.ControlHandler;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers the commands that reach the running server.
 *
 * @param status how the server is
 * @param keys answers {@code keys}
 * @param reload answers {@code reload}
 * @param stop asks the server to stop
 */
record Administration(
        Supplier<StatusReport> status, ControlHandler keys, ControlHandler reload, Runnable stop)
        implements ControlHandler {

    @Override
    public List<String> handle(List<String> words) throws ControlException {
        return switch (words.getFirst()) {
            case "ping" -> List.of();
            case "status" -> status.get().lines();
            case "stop" -> {
                stop.run();
                yield List.of();
            }
            case "reload" -> reload.handle(words.subList(1, words.size()));
            case "keys" -> keys.handle(words.subList(1, words.size()));
            default -> throw new ControlException("The server knows no such command.");
        };
    }
}
