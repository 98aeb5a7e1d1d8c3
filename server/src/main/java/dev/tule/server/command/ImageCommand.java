package dev.tule.server.command;

import dev.tule.compute.Architecture;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.compute.image.ImageException;
import dev.tule.compute.image.MachineImage;
import dev.tule.ec2.ThisHost;
import dev.tule.server.cloud.ConfigurationError;
import dev.tule.server.cloud.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The images that machines boot. They lie in the data directory, where a server finds them. */
@Command(name = "image", description = "Images that machines boot: image build or list.")
public final class ImageCommand implements Runnable {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandLine.Model.CommandSpec spec;

    public ImageCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "image needs one of build, list");
    }

    @Command(
            name = "build",
            description = "Makes an image out of Debian's packages, if it isn't there yet.")
    int build(
            @Mixin DataOption data,
            @Option(
                            names = "--architecture",
                            paramLabel = "NAME",
                            defaultValue = "",
                            description = "amd64 or arm64; this host's if not given.")
                    String architecture,
            @Option(
                            names = "--fresh",
                            description = "Make Debian's image again, from its packages of today.")
                    boolean fresh,
            @Parameters(
                            paramLabel = "IMAGE",
                            description =
                                    "tiny (busybox and dropbear) or debian (Debian 12 with"
                                            + " cloud-init).")
                    String name)
            throws CommandFailure, ConfigurationError, IOException {
        boolean debian = name.equals("debian") || name.equals(ImageBuilder.DEBIAN);
        if (!debian && !name.equals(ImageBuilder.TINY)) {
            throw new CommandFailure(
                    "There is no recipe for the image " + name + ", only for tiny and debian.");
        }
        Architecture wanted = architecture(architecture);
        if (debian && wanted != Architecture.host()) {
            throw new CommandFailure("Debian's image is made for this host's architecture alone.");
        }
        DataDirectory.ensure(data.directory());
        try {
            ImageBuilder builder = builder(data);
            terminal.say(
                    line(
                            debian
                                    ? builder.debian(fresh, terminal::warn)
                                    : builder.tiny(wanted, terminal::warn)));
            return ExitCode.DONE;
        } catch (ImageException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    @Command(name = "list", description = "Lists the images that have been made.")
    int list(@Mixin DataOption data) throws IOException {
        for (MachineImage image : builder(data).list()) {
            terminal.say(line(image));
        }
        return ExitCode.DONE;
    }

    private static ImageBuilder builder(DataOption data) {
        return new ImageBuilder(ThisHost.images(DataDirectory.machines(data.directory())));
    }

    private static Architecture architecture(String name) throws CommandFailure {
        if (name.isEmpty()) {
            return Architecture.host();
        }
        for (Architecture architecture : Architecture.values()) {
            if (architecture.debianName().equals(name)) {
                return architecture;
            }
        }
        throw new CommandFailure("There is no architecture " + name + ": amd64 or arm64.");
    }

    private static String line(MachineImage image) throws IOException {
        return "%-12s %-6s %s %5.1f MB"
                .formatted(
                        image.name(),
                        image.architecture().debianName(),
                        image.version(),
                        Files.size(image.disk()) / 1e6);
    }
}
