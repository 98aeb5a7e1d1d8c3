package dev.tule.server.command;

import dev.tule.server.cloud.ConfigurationError;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what this machine can do. */
@Command(
        name = "doctor",
        description =
                "Checks this machine: Java, memory, disk, ports, and how it can run machines.")
public final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private DataOption data = new DataOption();
    @Mixin private AddressOptions addresses = new AddressOptions();
    @Mixin private ConfigOption config = new ConfigOption();

    public DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, ConfigurationError {
        Checkup checkup = new Checkup();
        boolean running = RunningServer.on(data.directory()).isPresent();
        List<Checkup.Finding> findings =
                List.of(
                        checkup.java(),
                        checkup.memory(),
                        checkup.processors(),
                        checkup.space(data.directory()),
                        checkup.syncSpeed(data.directory()),
                        checkup.openFiles(),
                        checkup.port("--aws-port", addresses.bind(), addresses.awsPort(), running),
                        checkup.port("--web-port", addresses.bind(), addresses.webPort(), running),
                        checkup.configuration(config.file(data.directory())),
                        checkup.machines());
        boolean healthy = true;
        for (Checkup.Finding finding : findings) {
            terminal.say(
                    "%-8s %-14s %s"
                            .formatted(
                                    finding.verdict().word(), finding.subject(), finding.text()));
            healthy &= finding.verdict() != Checkup.Verdict.BAD;
        }
        return healthy ? ExitCode.DONE : ExitCode.FAILED;
    }
}
