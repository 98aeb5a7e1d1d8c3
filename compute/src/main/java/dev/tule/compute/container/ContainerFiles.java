package dev.tule.compute.container;

import dev.tule.compute.NetworkLink;
import dev.tule.compute.host.Cable;
import dev.tule.compute.host.DirectoryTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lies on this host for one container: the scripts that begin in it, and the directory where
 * its cards' sockets appear. The latter the machine can write to, so nothing in it is trusted once
 * the gate is open.
 */
record ContainerFiles(Path directory) {
    Path scripts() {
        return directory.resolve("scripts");
    }

    Path cards() {
        return directory.resolve("cards");
    }

    private Path gate() {
        return cards().resolve("open");
    }

    /** Puts down what a new container begins with. */
    void make() throws IOException {
        Files.createDirectories(scripts());
        Files.createDirectories(cards());
        script("first", first());
        script("cable", Cable.script());
    }

    private void script(String name, byte[] content) throws IOException {
        Path file = scripts().resolve(name);
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static byte[] first() throws IOException {
        try (InputStream in = ContainerFiles.class.getResourceAsStream("first")) {
            if (in == null) {
                throw new IllegalStateException("the resource first is missing");
            }
            return in.readAllBytes();
        }
    }

    /** Closes the gate, and writes down which cards the next run has. */
    void prepare(List<NetworkLink> links) throws IOException {
        try (Stream<Path> old = Files.list(cards())) {
            for (Path file : old.toList()) {
                DirectoryTree.remove(file);
                Files.deleteIfExists(file);
            }
        }
        for (NetworkLink link : links) {
            Files.deleteIfExists(link.socket());
        }
        Files.writeString(
                cards().resolve("list"),
                String.join("", links.stream().map(link -> link.mac() + "\n").toList()),
                StandardCharsets.US_ASCII);
    }

    boolean gateIsOpen() {
        return Files.exists(gate(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Takes the cards' sockets to where the links say, if all are there. */
    boolean takeSockets(List<NetworkLink> links) throws IOException {
        for (int number = 0; number < links.size(); number++) {
            Path socket = cards().resolve(Integer.toString(number));
            Path place = links.get(number).socket();
            if (!isSocket(place)) {
                if (!isSocket(socket)) {
                    return false;
                }
                Files.move(socket, place, StandardCopyOption.ATOMIC_MOVE);
                if (!isSocket(place)) {
                    Files.deleteIfExists(place);
                    throw new IOException("the card's socket was exchanged");
                }
            }
        }
        return true;
    }

    /** A link to somebody else's would be no socket: links are not followed. */
    private static boolean isSocket(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
        } catch (IOException e) {
            return false;
        }
    }

    /** From now on what the machine has of its own runs. */
    void openGate() throws IOException {
        Files.createFile(gate());
    }

    /** Removes all that there is. */
    void remove() {
        DirectoryTree.remove(directory);
    }
}
