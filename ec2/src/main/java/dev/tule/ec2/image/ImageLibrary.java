package dev.tule.ec2.image;

import dev.tule.compute.Boot;
import dev.tule.compute.UnsupportedByDriverException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the images that come with Tule, at first need. Safe for use by many threads. */
@FunctionalInterface
public interface ImageLibrary {

    /**
     * An image, made now if it isn't there.
     *
     * @throws dev.tule.compute.ComputeException when it can't be made; the message says what to
     *     install
     */
    Base prepare(BuiltIn image);

    /** Why an image can't be made on this host, whatever is installed: a sentence for people. */
    default Optional<String> obstacle(BuiltIn image) {
        return Optional.empty();
    }

    /**
     * The same as files for containers.
     *
     * @throws dev.tule.compute.ComputeException when it can't be made, or there are no such files
     *     for containers
     */
    default Boot.Archive archive(BuiltIn image) {
        throw new UnsupportedByDriverException("docker", "the image " + image.word());
    }

    /**
     * What machines of an image begin with.
     *
     * @param disk the root disk's first content, a qcow2 file that never changes; empty where the
     *     root is all in the initial file system, and the disk is for what is to last
     */
    record Base(Boot boot, Optional<Path> disk) {}
}
