package dev.tule.server.command;

import dev.tule.server.cloud.Cloud;
import dev.tule.server.cloud.RootKey;
import java.net.InetAddress;
import java.nio.file.Path;
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
    public void exposed(InetAddress address) {
        terminal.warn(
                "Warning: --bind %s opens Tule to whoever reaches this machine; AWS requests are signed, but the console and the WAMP realm are open, and nothing is encrypted."
                        .formatted(address.getHostAddress()));
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
