package dev.tule.ec2.image;

import dev.tule.compute.Boot;
import dev.tule.compute.UnsupportedByDriverException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the images that come with Tule, at first need. Safe for use by many threads. */
@FunctionalInterface
public interface ImageLibrary {

    /**
     * The image of that name, made now if it isn't there.
     *
     * @param name of a {@link BuiltIn}
     * @throws dev.tule.compute.ComputeException when it can't be made; the message says what to
     *     install
     */
    Base prepare(String name);

    /**
     * The same as files for containers.
     *
     * @throws dev.tule.compute.ComputeException when it can't be made, or there is none of that
     *     name for containers
     */
    default Boot.Archive archive(String name) {
        throw new UnsupportedByDriverException("docker", "the image " + name);
    }

    /**
     * What machines of an image begin with.
     *
     * @param disk the root disk's first content, a qcow2 file that never changes; empty where the
     *     root is all in the initial file system, and the disk is for what is to last
     */
    record Base(Boot boot, Optional<Path> disk) {}
}
