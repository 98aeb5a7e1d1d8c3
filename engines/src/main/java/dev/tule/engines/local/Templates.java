package dev.tule.engines.local;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.Login;
import dev.tule.engines.artifact.Installation;
import dev.tule.engines.engine.Engine;
import dev.tule.engines.engine.PropertiesFile;
import dev.tule.engines.engine.ServerSetup;
import dev.tule.engines.process.Account;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * Data directories that were initialised once and are copied for each new server. Safe for use by
 * many threads and processes.
 */
final class Templates {

    /** What a template holds; another number, and those of before are not taken. */
    private static final int FORM = 2;

    private final Path directory;
    private final Account account;

    Templates(Path cache, Account account) {
        this.directory = cache.resolve("templates");
        this.account = account;
    }

    /**
     * A template.
     *
     * @param administrator as a copy knows it at first
     */
    record Template(Path directory, Login administrator) {

        Path data() {
            return directory.resolve("data");
        }
    }

    Path directory() {
        return directory;
    }

    Template require(Installation installation, Engine engine)
            throws IOException, InterruptedException {
        Path template =
                directory.resolve(
                        "%s-%s-%s-%s"
                                .formatted(
                                        installation.version().kind().name(),
                                        installation.version().number(),
                                        FORM,
                                        account.uid())
                                .toLowerCase(Locale.ROOT));
        if (!Files.isDirectory(template)) {
            make(template, installation, engine);
        }
        String password =
                PropertiesFile.read(template.resolve("template.properties"))
                        .getProperty("password");
        return new Template(template, new Login(ServerSetup.ADMINISTRATOR, password));
    }

    private void make(Path template, Installation installation, Engine engine)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        account.requireReach(directory);
        Path lock = template.resolveSibling(template.getFileName() + ".lock");
        synchronized (this) {
            try (FileChannel channel =
                            FileChannel.open(
                                    lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (held.isValid() && !Files.isDirectory(template)) {
                    fill(template, installation, engine);
                }
            }
        }
    }

    private void fill(Path template, Installation installation, Engine engine)
            throws IOException, InterruptedException {
        Path unfinished = template.resolveSibling(template.getFileName() + ".unfinished");
        Trees.delete(unfinished);
        Path data = unfinished.resolve("data");
        for (Path made : List.of(unfinished, data)) {
            Files.createDirectory(made);
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
            account.own(made);
        }
        Login administrator = new Login(ServerSetup.ADMINISTRATOR, Secrets.password());
        try {
            engine.initialise(installation, data, account, administrator);
        } catch (IOException e) {
            throw new EngineException(
                    Reason.ENGINE,
                    "could not initialise " + installation.version() + ": " + e.getMessage(),
                    e);
        }
        Properties properties = new Properties();
        properties.setProperty("password", administrator.password());
        PropertiesFile.write(unfinished.resolve("template.properties"), properties);
        Trees.sync(unfinished);
        Files.move(unfinished, template, StandardCopyOption.ATOMIC_MOVE);
    }
}
