package dev.tule.server.command;

import dev.tule.containers.ContainerEngine;
import dev.tule.server.cloud.ConfigurationError;
import dev.tule.server.cloud.Settings;
import dev.tule.server.command.Finding.Verdict;
import dev.tule.server.config.ConfigFileError;
import dev.tule.server.config.MachinesConfig;
import dev.tule.server.config.TuleConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what this machine can do, and what of the configuration won't work on it. */
@Command(
        name = "doctor",
        description =
                "Checks this machine and tule.yaml: Java, memory, disk, ports, TLS, machines, databases.")
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
        Path directory = data.directory();
        Settings settings = addresses.settings(directory, config.file(directory), Map.of());
        List<Finding> findings = findings(settings);
        boolean healthy = true;
        for (Finding finding : findings) {
            terminal.say(
                    "%-8s %-14s %s"
                            .formatted(
                                    finding.verdict().word(), finding.subject(), finding.text()));
            healthy &= finding.verdict() != Verdict.BAD;
        }
        return healthy ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static List<Finding> findings(Settings settings) throws IOException {
        Checkup checkup = new Checkup();
        List<Finding> findings =
                new ArrayList<>(
                        List.of(
                                checkup.java(),
                                checkup.memory(),
                                checkup.processors(),
                                checkup.space(settings.data()),
                                checkup.syncSpeed(settings.data())));
        Optional<TuleConfig> config = configuration(settings.config(), findings);
        config.ifPresent(read -> findings.add(checkup.openFiles(Checkup.openFilesLimit(), read)));
        config.ifPresent(read -> findings.addAll(checkup.realms(read)));
        boolean running = RunningServer.on(settings.data()).isPresent();
        try (ListenerCheckup listeners =
                new ListenerCheckup(settings, running, InstantSource.system())) {
            findings.add(listeners.aws());
            config.stream()
                    .flatMap(read -> read.listeners().stream())
                    .forEach(listener -> findings.addAll(listeners.of(listener)));
        }
        MachinesConfig machines =
                config.map(TuleConfig::machines).orElseGet(MachinesConfig::defaults);
        findings.add(checkup.machines(settings.data(), machines));
        config.ifPresent(
                read -> {
                    findings.add(checkup.databases(settings.data(), read.databases()));
                    findings.addAll(
                            checkup.databaseImages(read.databases(), ContainerEngine.find()));
                });
        return findings;
    }

    /** What the file says, or the defaults where there is none; empty where it is wrong. */
    private static Optional<TuleConfig> configuration(Path file, List<Finding> findings) {
        String subject = "Configuration";
        try {
            TuleConfig read = TuleConfig.readIfThere(file);
            findings.add(
                    new Finding(
                            Verdict.GOOD,
                            subject,
                            Files.exists(file)
                                    ? "%s: %d realms".formatted(file, read.router().realms().size())
                                    : "no %s: WAMP has the realm realm1, open to all"
                                            .formatted(file)));
            return Optional.of(read);
        } catch (ConfigFileError wrong) {
            findings.add(new Finding(Verdict.BAD, subject, String.valueOf(wrong.getMessage())));
            return Optional.empty();
        }
    }
}
