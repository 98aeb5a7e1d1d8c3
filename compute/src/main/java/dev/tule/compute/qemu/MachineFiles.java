package dev.tule.compute.qemu;

import dev.tule.compute.DriverFailureException;
import dev.tule.compute.MachineId;
import dev.tule.compute.host.ConsoleFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where one machine's files are.
 *
 * @param directory all but the sockets
 * @param sockets the directory of all machines' sockets
 * @param name the beginning of its sockets' names
 */
record MachineFiles(Path directory, Path sockets, String name) {
    static MachineFiles of(QemuConfig config, MachineId id) {
        return new MachineFiles(
                config.directory().resolve("machines").resolve(id.value()),
                config.sockets(),
                id.value());
    }

    Path description() {
        return directory.resolve("machine.json");
    }

    ConsoleFile console() {
        return new ConsoleFile(directory.resolve("console.log"));
    }

    Path pid() {
        return directory.resolve("pid");
    }

    /** What QEMU itself has to say, which is nothing as long as it works. */
    Path errors() {
        return directory.resolve("qemu.log");
    }

    /** Where QEMU is talked to. */
    Path control() {
        return sockets.resolve(name + ".qmp");
    }

    /** Where a machine of a template is told what is its own. */
    Path gate() {
        return sockets.resolve(name + ".gate");
    }

    /** Where a template's state goes in or comes out. */
    Path state() {
        return sockets.resolve(name + ".state");
    }

    void removeSockets() {
        try {
            for (Path socket : List.of(control(), gate(), state())) {
                Files.deleteIfExists(socket);
            }
            Files.deleteIfExists(pid());
        } catch (IOException e) {
            throw new DriverFailureException("can't remove " + name + "'s sockets: " + e, e);
        }
    }

    /** Removes all that there is. */
    void remove() {
        removeSockets();
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (NoSuchFileException e) {
            // Somebody was quicker.
        } catch (IOException | UncheckedIOException e) {
            throw new DriverFailureException("can't remove " + directory + ": " + e, e);
        }
    }
}
