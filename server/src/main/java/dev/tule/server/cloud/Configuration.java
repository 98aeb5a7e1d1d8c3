package dev.tule.server.cloud;

import dev.tule.server.config.ConfigFileError;
import dev.tule.server.config.TuleConfig;
import dev.tule.server.control.ControlException;
import dev.tule.wamp.router.Router;
import dev.tule.wamp.router.config.Reloaded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration that the server was started with, and how a changed file is taken over. A file
 * in which something is wrong changes nothing. Safe for use by many threads.
 */
final class Configuration {
    private final Path file;
    private final TuleConfig atStart;

    private Configuration(Path file, TuleConfig atStart) {
        this.file = file;
        this.atStart = atStart;
    }

    static Configuration read(Path file) throws ConfigurationError {
        try {
            return new Configuration(file, TuleConfig.readIfThere(file));
        } catch (ConfigFileError wrong) {
            throw new ConfigurationError(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    TuleConfig atStart() {
        return atStart;
    }

    /** Has the router take over what the file says now; the lines tell what has changed. */
    synchronized List<String> reload(Router router) throws ControlException {
        TuleConfig changed;
        Reloaded reloaded;
        try {
            changed = TuleConfig.readIfThere(file);
            reloaded = router.reload(changed.router());
        } catch (ConfigFileError | IllegalArgumentException wrong) {
            throw new ControlException(
                    "Nothing has changed. " + String.valueOf(wrong.getMessage()));
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s is in force: %d realms opened, %d closed, %d sessions ended, %d subscriptions and registrations revoked."
                        .formatted(
                                file,
                                reloaded.opened().size(),
                                reloaded.closed().size(),
                                reloaded.ended(),
                                reloaded.revoked()));
        List<String> pending = new ArrayList<>(reloaded.pending());
        if (!changed.router().limits().equals(atStart.router().limits())) {
            pending.add("limits");
        }
        if (!changed.tls().equals(atStart.tls())) {
            pending.add("tls");
        }
        if (!changed.bridges().equals(atStart.bridges())) {
            pending.add("bridges");
        }
        for (String later : pending) {
            lines.add("Takes effect when the server is started again: " + later + ".");
        }
        return lines;
    }
}
