package dev.tule.compute;

/** How a disk's bytes lie in its file. */
public enum DiskFormat {
    /** QEMU's own: sparse, and able to stand on a file that it only adds to. */
    QCOW2("qcow2"),
    /** Byte for byte. */
    RAW("raw");

    private final String word;

    DiskFormat(String word) {
        this.word = word;
    }

    /** What QEMU calls it. */
    public String word() {
        return word;
    }
}
