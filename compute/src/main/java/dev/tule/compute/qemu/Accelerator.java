package dev.tule.compute.qemu;

/** How QEMU runs a machine's instructions. */
public enum Accelerator {
    /** On the host's processors, by the kernel. */
    KVM("kvm"),
    /** Translated by QEMU itself: anywhere, several times slower. */
    TCG("tcg");

    private final String word;

    Accelerator(String word) {
        this.word = word;
    }

    /** What QEMU calls it. */
    public String word() {
        return word;
    }
}
