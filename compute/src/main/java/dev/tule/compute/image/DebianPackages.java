package dev.tule.compute.image;

import dev.tule.compute.Architecture;
import dev.tule.compute.host.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Files out of Debian's packages: those that this host has installed, and where they are missing or
 * of another architecture, those of packages that {@code apt-get} downloads and {@code dpkg-deb}
 * unpacks into a directory. For that, apt is given a state of its own, so that neither a privilege
 * nor a change of the host is needed; it trusts whom the host's apt trusts.
 */
final class DebianPackages {
    private static final Duration DOWNLOAD = Duration.ofMinutes(10);
    private static final Duration UNPACK = Duration.ofMinutes(2);

    private final Architecture architecture;
    private final Path directory;
    private final Consumer<String> progress;

    /**
     * @param directory where downloads go
     */
    DebianPackages(Architecture architecture, Path directory, Consumer<String> progress) {
        this.architecture = architecture;
        this.directory = directory.toAbsolutePath().resolve(architecture.debianName());
        this.progress = progress;
    }

    /** A file of the host's own system, or of a downloaded package. */
    Optional<Path> find(String path) {
        List<Path> roots = new ArrayList<>();
        if (architecture == Architecture.host()) {
            roots.add(Path.of("/"));
        }
        roots.add(unpacked());
        return roots.stream().map(root -> root.resolve(path)).filter(Files::isReadable).findFirst();
    }

    /** What lies in a directory, on the host or in downloaded packages. */
    List<Path> list(String path) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path root :
                architecture == Architecture.host()
                        ? List.of(Path.of("/"), unpacked())
                        : List.of(unpacked())) {
            if (Files.isDirectory(root.resolve(path))) {
                try (Stream<Path> all = Files.list(root.resolve(path))) {
                    all.sorted().forEach(found::add);
                }
            }
        }
        return found;
    }

    private Path unpacked() {
        return directory.resolve("root");
    }

    /** Downloads packages, with those that they depend on where asked for, and unpacks them. */
    void fetch(String name, boolean dependencies) throws IOException, ImageException {
        if (HostCommand.find("apt-get").isEmpty()) {
            throw new ImageException(
                    "the image needs the Debian package " + name + ", and there is no apt-get",
                    null);
        }
        update();
        List<String> names = new ArrayList<>(List.of(name));
        if (dependencies) {
            names.addAll(dependenciesOf(name, true));
        }
        Path downloads = directory.resolve("debs");
        Files.createDirectories(downloads);
        Files.createDirectories(unpacked());
        for (String each : names) {
            progress.accept("downloading " + each + " (" + architecture.debianName() + ")");
            List<String> command = apt("apt-get");
            command.addAll(List.of("-q", "download", each));
            // apt-get downloads into the directory that it is in.
            List<String> inDirectory = new ArrayList<>(List.of("env", "-C", downloads.toString()));
            inDirectory.addAll(command);
            HostCommand.run(inDirectory, DOWNLOAD);
        }
        try (Stream<Path> debs = Files.list(downloads)) {
            for (Path deb : debs.filter(file -> file.toString().endsWith(".deb")).toList()) {
                HostCommand.run(
                        List.of("dpkg-deb", "-x", deb.toString(), unpacked().toString()), UNPACK);
                Files.delete(deb);
            }
        }
    }

    /** The names of the packages that one depends on. */
    List<String> dependenciesOf(String name, boolean all) throws IOException {
        List<String> command = apt("apt-cache");
        command.addAll(
                List.of(
                        "depends",
                        "--no-recommends",
                        "--no-suggests",
                        "--no-conflicts",
                        "--no-breaks",
                        "--no-replaces",
                        "--no-enhances"));
        if (all) {
            command.add("--recurse");
        }
        command.add(name);
        return HostCommand.run(command, UNPACK)
                .lines()
                .filter(line -> line.startsWith("  Depends: ") || line.startsWith("  PreDepends: "))
                .map(line -> line.substring(line.indexOf(": ") + 2).strip())
                .map(each -> each.replaceFirst(":.*", ""))
                .filter(each -> !each.startsWith("<"))
                .distinct()
                .toList();
    }

    private void update() throws IOException {
        Path lists = directory.resolve("apt/lists");
        if (Files.isDirectory(lists)) {
            return;
        }
        progress.accept("reading Debian's lists of packages");
        Files.createDirectories(directory.resolve("apt/cache/archives/partial"));
        Files.createDirectories(directory.resolve("apt/state"));
        Files.createDirectories(directory.resolve("apt/lists.new/partial"));
        List<String> command = apt("apt-get");
        command.addAll(
                List.of(
                        "-q",
                        "-o",
                        "Dir::State::lists=" + directory.resolve("apt/lists.new"),
                        "update"));
        HostCommand.run(command, DOWNLOAD);
        Files.move(directory.resolve("apt/lists.new"), lists);
    }

    private List<String> apt(String program) {
        return new ArrayList<>(
                List.of(
                        program,
                        "-o",
                        "APT::Architecture=" + architecture.debianName(),
                        "-o",
                        "APT::Architectures=" + architecture.debianName(),
                        "-o",
                        "APT::Sandbox::User=",
                        "-o",
                        "Dir::State=" + directory.resolve("apt/state"),
                        "-o",
                        "Dir::State::status=/dev/null",
                        "-o",
                        "Dir::State::lists=" + directory.resolve("apt/lists"),
                        "-o",
                        "Dir::Cache=" + directory.resolve("apt/cache")));
    }
}
