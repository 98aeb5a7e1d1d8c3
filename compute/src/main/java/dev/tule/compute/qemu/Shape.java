package dev.tule.compute.qemu;

import dev.tule.compute.Disk;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.disk.UntouchedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What machines must have in common to be of one template: everything but their names, files,
 * addresses and disks, and what stands in the files that they boot. Those whose system has an agent
 * with a gate, and whose root nobody has written to yet, can be of a template that has the same
 * root and has begun to run it.
 *
 * @param spec of a machine of this shape
 * @param root what the template's root is, if it has one
 */
record Shape(CommandLine line, LaunchSpec spec, Optional<UntouchedDisk> root) {
    /**
     * The shapes that a machine has, the one first by whose template it gets on furthest. None if
     * it can be of no template.
     */
    static List<Shape> of(CommandLine line, LaunchSpec spec) throws IOException {
        List<Shape> shapes = new ArrayList<>();
        if (CommandLine.hasGate(spec)) {
            untouchedRoot(spec)
                    .ifPresent(root -> shapes.add(new Shape(line, spec, Optional.of(root))));
            shapes.add(new Shape(line, spec, Optional.empty()));
        }
        return shapes;
    }

    private static Optional<UntouchedDisk> untouchedRoot(LaunchSpec spec) throws IOException {
        if (!CommandLine.hasGateOfAgent(spec) || spec.disks().isEmpty()) {
            return Optional.empty();
        }
        Disk root = spec.disks().getFirst();
        return root.readOnly() ? Optional.empty() : UntouchedDisk.of(root.onHost());
    }

    /**
     * Names the template that machines of this shape are of.
     *
     * @param hostBoot a template knows how fast its host's clock runs, so it is of one boot of it
     * @throws IOException when a file that the machine boots isn't there
     */
    String name(String hostBoot) throws IOException {
        StringBuilder text = new StringBuilder(hostBoot).append('\n').append(line.shape(spec));
        if (root.isPresent()) {
            text.append("\nroot ").append(root.get().sizeBytes());
            for (Path file : root.get().beneath()) {
                text.append('\n').append(QemuBinary.identityOf(file));
            }
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
