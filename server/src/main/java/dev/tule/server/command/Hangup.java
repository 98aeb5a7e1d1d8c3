package dev.tule.server.command;

import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * SIGHUP asks the server to read its configuration again, as servers do by custom. The JDK's signal
 * handling ({@code jdk.unsupported}) is reached by name: the compiler warns of it otherwise, and
 * where it isn't there, {@code tule reload} does the same.
 */
final class Hangup {
    private static final System.Logger LOG = System.getLogger(Hangup.class.getName());

    private Hangup() {}

    /** What is done; what it has to say is logged. */
    @FunctionalInterface
    interface Action {
        List<String> act() throws Exception;
    }

    static void handle(Action action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object onSignal =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (proxy, method, arguments) -> {
                                run(action);
                                return null;
                            });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), onSignal);
        } catch (ReflectiveOperationException | RuntimeException unavailable) {
            LOG.log(Level.DEBUG, "SIGHUP is not handled here", unavailable);
        }
    }

    private static void run(Action action) {
        try {
            action.act().forEach(line -> LOG.log(Level.INFO, line));
        } catch (Exception refused) {
            LOG.log(Level.ERROR, "The configuration was not read again: " + refused.getMessage());
        }
    }
}
