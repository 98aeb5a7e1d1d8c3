package dev.tule.server.command;

import dev.tule.server.cloud.Version;
import picocli.CommandLine.Command;

/** Says which Tule this is. */
@Command(name = "version", description = "Shows the versions of Tule and of the JVM that runs it.")
public final class VersionCommand implements Runnable {
    private final Terminal terminal;

    public VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        terminal.say(
                "Tule %s on Java %s"
                        .formatted(Version.ofTule(), System.getProperty("java.version")));
    }
}
