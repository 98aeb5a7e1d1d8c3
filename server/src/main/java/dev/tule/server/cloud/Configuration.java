package dev.tule.server.cloud;

import dev.tule.server.config.ConfigFileError;
import dev.tule.server.config.TuleConfig;
import dev.tule.server.control.ControlException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration that the server was started with, and how a changed file is taken over. A file
 * in which something is wrong changes nothing. Safe for use by many threads.
 */
final class Configuration {
    private final Path file;
    private final boolean fromFile;
    private final TuleConfig atStart;
    private volatile TuleConfig inForce;

    private Configuration(Path file, boolean fromFile, TuleConfig atStart) {
        this.file = file;
        this.fromFile = fromFile;
        this.atStart = atStart;
        this.inForce = atStart;
    }

    static Configuration read(Path file) throws ConfigurationError {
        try {
            boolean there = Files.exists(file);
            TuleConfig config = there ? TuleConfig.read(file) : TuleConfig.defaults();
            return new Configuration(file, there, config);
        } catch (ConfigFileError wrong) {
            throw new ConfigurationError(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    TuleConfig atStart() {
        return atStart;
    }

    /** What was read last, though parts of it may wait for the next start. */
    TuleConfig inForce() {
        return inForce;
    }

    /** Has the server take over what the file says now; the lines tell what has changed. */
    synchronized List<String> reload(Messaging messaging) throws ControlException {
        if (fromFile && !Files.exists(file)) {
            throw new ControlException(
                    "Nothing has changed. %s is there no more: put it back, or start the server again without it."
                            .formatted(file));
        }
        TuleConfig changed;
        Messaging.Change change;
        try {
            changed = TuleConfig.readIfThere(file);
            change = messaging.reload(changed);
        } catch (ConfigFileError | IllegalArgumentException wrong) {
            throw new ControlException("Nothing has changed. " + wrong.getMessage());
        }
        inForce = changed;
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s is in force: %d realms opened, %d closed, %d sessions ended, %d subscriptions and registrations revoked."
                        .formatted(
                                file,
                                change.router().opened().size(),
                                change.router().closed().size(),
                                change.router().ended(),
                                change.router().revoked()));
        lines.addAll(change.troubles());
        List<String> pending = new ArrayList<>(change.pending());
        if (!changed.router().limits().equals(atStart.router().limits())) {
            pending.add("limits");
        }
        if (!changed.databases().equals(atStart.databases())) {
            pending.add("rds");
        }
        if (!changed.machines().equals(atStart.machines())) {
            pending.add("ec2");
        }
        if (!changed.network().equals(atStart.network())) {
            pending.add("network");
        }
        for (String later : pending) {
            lines.add("Takes effect when the server is started again: " + later + ".");
        }
        return lines;
    }
}
