package dev.tule.compute.image;

import dev.tule.compute.Architecture;
import dev.tule.compute.host.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * A kernel of Debian's for machines in a cloud, and its modules.
 *
 * @param version as {@code 6.1.0-56-cloud-amd64}
 * @param kernel what is booted
 * @param modules the directory with {@code modules.dep}
 */
record KernelFiles(String version, Path kernel, Path modules) {
    /** The newest that is there, else the one that Debian has now. */
    static KernelFiles find(DebianPackages packages, Architecture architecture)
            throws IOException, ImageException {
        Optional<KernelFiles> there = look(packages, architecture);
        if (there.isPresent()) {
            return there.get();
        }
        String meta = "linux-image-cloud-" + architecture.debianName();
        packages.fetch(meta, false);
        String name =
                packages.dependenciesOf(meta, false).stream()
                        .filter(each -> each.matches("linux-image-\\d.*"))
                        .findFirst()
                        .orElseThrow(() -> new ImageException(meta + " names no kernel", null));
        packages.fetch(name, false);
        return look(packages, architecture)
                .orElseThrow(() -> new ImageException(name + " has no kernel", null));
    }

    private static Optional<KernelFiles> look(DebianPackages packages, Architecture architecture)
            throws IOException {
        String end = "-cloud-" + architecture.debianName();
        List<KernelFiles> found = new ArrayList<>();
        for (Path kernel : packages.list("boot")) {
            String name = kernel.getFileName().toString();
            if (name.startsWith("vmlinuz-") && name.endsWith(end) && Files.isReadable(kernel)) {
                String version = name.substring("vmlinuz-".length());
                packages.find("lib/modules/" + version + "/kernel")
                        .map(Path::getParent)
                        .ifPresent(modules -> found.add(new KernelFiles(version, kernel, modules)));
            }
        }
        return found.stream().max(Comparator.comparing(KernelFiles::sortable));
    }

    /** The version with its numbers filled up, so that 10 comes after 9. */
    private String sortable() {
        StringBuilder sortable = new StringBuilder();
        for (String part : version.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)", -1)) {
            sortable.append(
                    part.matches("\\d+") ? "0".repeat(12 - Math.min(12, part.length())) : "");
            sortable.append(part);
        }
        return sortable.toString();
    }

    /**
     * The files of modules, each after those that it depends on. What is part of the kernel itself
     * is left out.
     *
     * @throws ImageException when the kernel has no such module
     */
    List<Path> inOrder(List<String> names) throws IOException, ImageException {
        Map<String, List<String>> dependencies = dependencies();
        String builtIn = Files.readString(modules.resolve("modules.builtin"));
        SequencedSet<Path> order = new LinkedHashSet<>();
        for (String name : names) {
            Optional<String> file =
                    dependencies.keySet().stream()
                            .filter(path -> nameOf(path).equals(name))
                            .findAny();
            if (file.isPresent()) {
                List<String> needed = dependencies.getOrDefault(file.get(), List.of());
                // What modules.dep lists last must come first.
                needed.reversed().forEach(path -> order.add(modules.resolve(path)));
                order.add(modules.resolve(file.get()));
            } else if (builtIn.lines().noneMatch(path -> nameOf(path).equals(name))) {
                throw new ImageException("the kernel " + version + " has no module " + name, null);
            }
        }
        return List.copyOf(order);
    }

    private Map<String, List<String>> dependencies() throws IOException, ImageException {
        Path list = modules.resolve("modules.dep");
        if (!Files.exists(list)) {
            // A package that was only unpacked has none yet.
            Path root = modules.resolve("../../..").normalize();
            HostCommand.run(
                    List.of("depmod", "-b", root.toString(), version), Duration.ofMinutes(1));
        }
        Map<String, List<String>> dependencies = new HashMap<>();
        for (String line : Files.readAllLines(list)) {
            int colon = line.indexOf(':');
            String rest = line.substring(colon + 1).strip();
            dependencies.put(
                    line.substring(0, colon),
                    rest.isEmpty() ? List.of() : List.of(rest.split(" ", -1)));
        }
        return dependencies;
    }

    /** As the kernel names a module: it doesn't tell hyphens from underlines. */
    static String nameOf(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return file.substring(0, file.indexOf(".ko")).replace('-', '_');
    }
}
