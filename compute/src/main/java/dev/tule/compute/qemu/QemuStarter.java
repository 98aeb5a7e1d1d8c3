package dev.tule.compute.qemu;

import dev.tule.compute.Architecture;
import dev.tule.compute.Boot;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.UnsupportedByDriverException;
import dev.tule.compute.host.HostProcess;
import dev.tule.compute.qmp.QmpException;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings machines' processes into being: from a template if there is one, else by booting. */
final class QemuStarter {
    private static final System.Logger LOG = System.getLogger(QemuStarter.class.getName());

    /** How long QEMU may take until it listens; it does in a tenth of a second. */
    private static final Duration SPAWN = Duration.ofSeconds(30);

    /** How far a process's start and a file's time may be apart that are the same. */
    private static final Duration CLOCK_ERROR = Duration.ofSeconds(1);

    private final QemuConfig config;
    private final Map<Architecture, QemuBinary> binaries;
    private final Accelerator accelerator;
    private final Templates templates;

    QemuStarter(
            QemuConfig config,
            Map<Architecture, QemuBinary> binaries,
            Accelerator accelerator,
            Templates templates) {
        this.config = config;
        this.binaries = binaries;
        this.accelerator = accelerator;
        this.templates = templates;
    }

    QemuRun start(LaunchSpec spec, MachineFiles files) {
        CommandLine line = lineFor(spec);
        List<Shape> shapes = shapes(line, spec);
        for (Shape shape : shapes) {
            Optional<Template> template = templates.find(shape);
            if (template.isPresent()) {
                try {
                    QemuRun run = template.get().resume(files, config.answer());
                    templates.makeSoon(shapes.subList(0, shapes.indexOf(shape)));
                    return run;
                } catch (IOException e) {
                    LOG.log(Level.WARNING, spec.id() + " could not be resumed, and boots: " + e);
                    end(files);
                    return boot(line, spec, files);
                }
            }
        }
        QemuRun run = boot(line, spec, files);
        templates.makeSoon(shapes);
        return run;
    }

    private List<Shape> shapes(CommandLine line, LaunchSpec spec) {
        try {
            return config.warm() ? Shape.of(line, spec) : List.of();
        } catch (IOException e) {
            LOG.log(Level.WARNING, spec.id() + " can be of no template: " + e);
            return List.of();
        }
    }

    private QemuRun boot(CommandLine line, LaunchSpec spec, MachineFiles files) {
        try {
            QemuRun run = spawn(line.cold(spec, files), files, config.answer());
            if (CommandLine.isLocked(spec)) {
                unlock(run, spec);
            }
            return run;
        } catch (IOException e) {
            end(files);
            throw new DriverFailureException(
                    spec.id() + " could not be started: " + e.getMessage(), e);
        }
    }

    /** Gives a machine that waits its disks, and lets it begin. */
    private static void unlock(QemuRun run, LaunchSpec spec) throws QmpException {
        QemuDisks.plugAll(run, spec, 0);
        if (spec.boot() instanceof Boot.Firmware) {
            // Which disk it boots from is told to it by a reset.
            run.execute("system_reset");
        }
        run.execute("cont");
    }

    /** Makes the template that such machines are resumed from, if there is none. */
    void prepare(LaunchSpec spec) {
        templates.make(shapes(lineFor(spec), spec));
    }

    private CommandLine lineFor(LaunchSpec spec) {
        QemuBinary binary = binaries.get(spec.architecture());
        if (binary == null) {
            throw new UnsupportedByDriverException(
                    QemuDriver.NAME,
                    "machines of the architecture "
                            + spec.architecture().debianName()
                            + " (apt-get install "
                            + QemuDriver.packageFor(spec.architecture())
                            + ")");
        }
        // What is not of the host's kind must be translated.
        boolean ofThisHost = spec.architecture() == Architecture.host();
        return new CommandLine(binary, ofThisHost ? accelerator : Accelerator.TCG);
    }

    /**
     * Starts QEMU in a session of its own, so that neither this process's end nor its terminal's
     * ends it, and connects to it. (QEMU's own way into the background would need calls that its
     * sandbox forbids.)
     *
     * @throws IOException when it ends or doesn't listen; its words are in the message
     */
    static QemuRun spawn(List<String> command, MachineFiles files, Duration answer)
            throws IOException {
        List<String> inSession = new ArrayList<>(List.of("setsid"));
        inSession.addAll(command);
        Process process =
                new ProcessBuilder(inSession)
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(files.errors().toFile())
                        .start();
        HostProcess known =
                HostProcess.of(process.pid())
                        .orElseThrow(() -> new IOException("QEMU ended: " + said(files)));
        long deadline = System.nanoTime() + SPAWN.toNanos();
        while (true) {
            try {
                return QemuRun.connect(known, files, answer);
            } catch (QmpException e) {
                if (!process.isAlive()) {
                    throw new IOException("QEMU ended: " + said(files), e);
                }
                if (System.nanoTime() - deadline > 0) {
                    known.kill();
                    throw new IOException("QEMU doesn't listen: " + said(files), e);
                }
                if (known.awaitEnd(Duration.ofMillis(3))) {
                    throw new IOException("QEMU ended: " + said(files), e);
                }
            }
        }
    }

    private static String said(MachineFiles files) {
        try {
            String said = Files.readString(files.errors()).strip();
            return said.length() <= 600 ? said : said.substring(said.length() - 600);
        } catch (IOException e) {
            return "no word of why";
        }
    }

    /** The process that QEMU wrote down as its own; another may have its number since. */
    static Optional<HostProcess> process(MachineFiles files) throws IOException {
        if (!Files.exists(files.pid())) {
            return Optional.empty();
        }
        long written = Files.getLastModifiedTime(files.pid()).toMillis();
        try {
            return HostProcess.of(Long.parseLong(Files.readString(files.pid()).strip()))
                    .filter(process -> process.startMillis() <= written + CLOCK_ERROR.toMillis());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Ends what a failed start, or an earlier process of ours, may have left. */
    static void end(MachineFiles files) {
        try {
            process(files).ifPresent(QemuStarter::end);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "what became of " + files.name() + " can't be told: " + e);
        }
        files.removeSockets();
    }

    private static void end(HostProcess process) {
        process.kill();
        process.awaitEnd(Duration.ofSeconds(10));
    }
}
