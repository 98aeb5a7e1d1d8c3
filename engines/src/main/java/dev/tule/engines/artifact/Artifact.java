package dev.tule.engines.artifact;

import dev.tule.engines.EngineVersion;

/**
 * A jar that holds an engine.
 *
 * @param sha256 of the jar, in hexadecimal digits
 * @param packing how the engine lies in it
 */
record Artifact(
        EngineVersion version,
        String group,
        String name,
        String number,
        String sha256,
        long sizeBytes,
        Packing packing) {

    /** Its place in a Maven repository. */
    String path() {
        return group.replace('.', '/') + "/" + name + "/" + number + "/" + fileName();
    }

    String fileName() {
        return name + "-" + number + ".jar";
    }

    /** How an engine lies in its jar. */
    sealed interface Packing {

        /** As an archive within it: {@code .txz} or {@code .tar.gz}. */
        record Tar(String entry) implements Packing {}

        /** As a directory of it, which tells nothing of what is a program. */
        record Directory(String prefix) implements Packing {}
    }
}
