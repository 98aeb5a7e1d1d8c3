package dev.tule.compute.qemu;

import dev.tule.compute.Architecture;
import dev.tule.compute.host.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A QEMU program that is installed.
 *
 * @param version as {@code 7.2}
 * @param identity changes when the program does
 */
public record QemuBinary(Architecture architecture, Path path, String version, String identity) {
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)");

    /** The one for this architecture, if it is installed and not too old. */
    public static Optional<QemuBinary> find(Architecture architecture) {
        return HostCommand.find(program(architecture))
                .flatMap(
                        path -> {
                            try {
                                return look(architecture, path.toRealPath());
                            } catch (IOException e) {
                                return Optional.empty();
                            }
                        });
    }

    private static String program(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> "qemu-system-x86_64";
            case ARM64 -> "qemu-system-aarch64";
        };
    }

    private static Optional<QemuBinary> look(Architecture architecture, Path path)
            throws IOException {
        String said =
                HostCommand.run(List.of(path.toString(), "--version"), Duration.ofSeconds(20));
        Matcher matcher = VERSION.matcher(said);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(matcher.group(2));
        // Version 7.2 was the first with -netdev stream.
        if (number < 702) {
            return Optional.empty();
        }
        return Optional.of(
                new QemuBinary(
                        architecture,
                        path,
                        matcher.group(1) + "." + matcher.group(2),
                        identityOf(path)));
    }

    /** A file's identity: where it is, how long, and when it was last changed. */
    static String identityOf(Path file) throws IOException {
        return "%s %d %d"
                .formatted(
                        file,
                        Files.size(file),
                        Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
    }
}
