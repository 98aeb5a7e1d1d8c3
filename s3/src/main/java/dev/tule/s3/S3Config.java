package dev.tule.s3;

/**
 * How S3 keeps bytes.
 *
 * @param inlineBytes the longest body that lies in the store beside its metadata, 0 to 65,536
 * @param packedBytes the longest body that is packed into a volume, 0 to 1,000,000; longer ones are
 *     files
 * @param volumeBytes when a volume is full, 1 MiB to 1 GiB
 * @param reserveBytes what uploads leave free on disk, so that the store can go on
 * @param uploads how many large bodies are taken at a time, from 1; more are asked to slow down.
 *     Each takes some 1.5 MiB of memory
 * @param digestThreads platform threads that compute digests of large bodies, from 1
 */
public record S3Config(
        int inlineBytes,
        int packedBytes,
        int volumeBytes,
        long reserveBytes,
        int uploads,
        int digestThreads) {
    public static final S3Config DEFAULT =
            new S3Config(
                    4 << 10,
                    128 << 10,
                    256 << 20,
                    128L << 20,
                    256,
                    Math.max(2, Runtime.getRuntime().availableProcessors()));

    public S3Config {
        require(inlineBytes >= 0 && inlineBytes <= 65_536, "inlineBytes");
        require(packedBytes >= 0 && packedBytes <= 1_000_000, "packedBytes");
        require(volumeBytes >= 1 << 20 && volumeBytes <= 1 << 30, "volumeBytes");
        require(reserveBytes >= 0, "reserveBytes");
        require(uploads > 0, "uploads");
        require(digestThreads > 0, "digestThreads");
    }

    private static void require(boolean holds, String name) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is out of its range");
        }
    }
}
