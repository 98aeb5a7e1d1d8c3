package dev.tule.server.command;

import dev.tule.server.cloud.Cloud;
import dev.tule.server.cloud.RootKey;
import dev.tule.server.config.TuleConfig;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows on a terminal what happens while a server starts.
 *
 * @param inBackground whether the terminal is a log file, which no secret goes to
 */
record StartNotices(Terminal terminal, boolean inBackground) implements Cloud.Notices {

    @Override
    public <T, E extends Exception> T during(String activity, Cloud.Step<T, E> step) throws E {
        CountDownLatch done = new CountDownLatch(1);
        Thread.startVirtualThread(() -> sayIfLong(activity, done));
        try {
            return step.run();
        } finally {
            done.countDown();
        }
    }

    @Override
    public void firstKey(RootKey key, Path file) {
        if (!inBackground) {
            terminal.say(
                    """
                    The administrator's key, shown only this once and kept in %s:
                      AWS_ACCESS_KEY_ID=%s
                      AWS_SECRET_ACCESS_KEY=%s"""
                            .formatted(file, key.id(), key.secret()));
        }
    }

    @Override
    public void exposed(InetAddress address, TuleConfig config) {
        List<String> open =
                config.router().realms().stream()
                        .filter(realm -> realm.authentication().anonymousRole().isPresent())
                        .map(realm -> realm.name().value())
                        .toList();
        terminal.warn(
                "Warning: --bind %s opens Tule to whoever reaches this machine; AWS requests are signed, but the console is open%s, and %s."
                        .formatted(
                                address.getHostAddress(),
                                open.isEmpty()
                                        ? ""
                                        : ", WAMP's realm "
                                                + String.join(", ", open)
                                                + " takes anybody",
                                config.web().tls().isPresent()
                                        ? "the AWS port is not encrypted"
                                        : "nothing is encrypted"));
    }

    private void sayIfLong(String activity, CountDownLatch done) {
        try {
            if (!done.await(1, TimeUnit.SECONDS)) {
                terminal.warn(activity + " ...");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
