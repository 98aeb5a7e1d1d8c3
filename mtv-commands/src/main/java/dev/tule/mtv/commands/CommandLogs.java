package dev.tule.mtv.commands;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What commands log: a line for each event, and of the libraries only what went wrong. */
final class CommandLogs {
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    /** Held here, or the JVM may forget their levels. */
    private static final List<Logger> LIBRARIES =
            List.of(Logger.getLogger("io.ebean"), Logger.getLogger("io.ebeaninternal"));

    private CommandLogs() {}

    static void set() {
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, "%1$tT %4$s %5$s%6$s%n");
        }
        LIBRARIES.forEach(each -> each.setLevel(Level.WARNING));
    }
}
