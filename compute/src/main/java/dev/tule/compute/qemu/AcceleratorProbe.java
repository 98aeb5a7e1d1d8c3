package dev.tule.compute.qemu;

import dev.tule.compute.Boot;
import dev.tule.compute.LaunchSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether machines run by KVM, by running one: a device that can be opened proves
 * nothing. What was found holds for this boot of the host and this QEMU, and is kept in a file.
 */
public final class AcceleratorProbe {
    private static final System.Logger LOG = System.getLogger(AcceleratorProbe.class.getName());

    /** With working KVM a kernel is there in a second; without, it hangs. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final String WORKS = "tule: this works";

    private final QemuConfig config;

    public AcceleratorProbe(QemuConfig config) {
        this.config = config;
    }

    /** What was found on this boot of the host for this QEMU, if somebody has looked. */
    public Optional<Accelerator> known(QemuBinary binary) {
        try {
            String answer = Files.readString(kept());
            String question = question(binary);
            return answer.startsWith(question)
                    ? Optional.of(Accelerator.valueOf(answer.substring(question.length()).strip()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * @param boot one of {@link dev.tule.compute.image.ImageBuilder}'s, which know the probe
     */
    public Accelerator find(QemuBinary binary, Boot.Kernel boot) throws IOException {
        Optional<Accelerator> known = known(binary);
        if (known.isPresent()) {
            return known.get();
        }
        Accelerator found =
                works(binary, boot, Accelerator.KVM) ? Accelerator.KVM : Accelerator.TCG;
        Files.createDirectories(config.directory());
        Files.writeString(kept(), question(binary) + found + "\n");
        return found;
    }

    private Path kept() {
        return config.directory().resolve("kvm");
    }

    private static String question(QemuBinary binary) throws IOException {
        return HostBoot.id() + "\n" + binary.identity() + "\n";
    }

    /** Whether a machine gets through its kernel to our first program. */
    boolean works(QemuBinary binary, Boot.Kernel boot, Accelerator accelerator) throws IOException {
        MachineFiles files =
                new MachineFiles(config.directory().resolve("probe"), config.sockets(), "probe");
        // One that hangs would take a processor for ever if nobody came back for it.
        QemuStarter.end(files);
        files.remove();
        Files.createDirectories(files.directory());
        SocketDirectory.makePrivate(config.sockets());
        LaunchSpec spec =
                LaunchSpec.of(
                        "probe",
                        1,
                        128,
                        new Boot.Kernel(
                                boot.kernel(), boot.initrd(), boot.commandLine() + " tule.probe "),
                        List.of(),
                        List.of());
        try {
            QemuRun run =
                    QemuStarter.spawn(
                            new CommandLine(binary, accelerator).cold(spec, files),
                            files,
                            config.answer());
            try {
                run.process()
                        .awaitEnd(
                                accelerator == Accelerator.TCG ? LONGEST.multipliedBy(6) : LONGEST);
            } finally {
                run.letGo();
                run.process().kill();
                run.process().awaitEnd(LONGEST);
            }
            return new String(files.console().tail(4_096), StandardCharsets.UTF_8).contains(WORKS);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the probe of " + accelerator + " failed", e);
            return false;
        } finally {
            files.remove();
        }
    }
}
