package dev.tule.compute.choice;

/** Which driver is to run machines, as somebody who administers a host says it. */
public enum DriverWish {
    /** QEMU where it is, else containers where an engine is. */
    AUTO("auto"),
    /** QEMU, by KVM where a machine has booted by it. */
    QEMU("qemu"),
    /** QEMU by KVM, or none. */
    QEMU_KVM("qemu-kvm"),
    /** QEMU that translates instructions, even where KVM works. */
    QEMU_TCG("qemu-tcg"),
    /** Containers of Docker or Podman, which share the host's kernel. */
    DOCKER("docker"),
    /** Namespaces over the host's own system, which are no security boundary. */
    SANDBOX("sandbox");

    private final String word;

    DriverWish(String word) {
        this.word = word;
    }

    /** As it is written in configuration. */
    public String word() {
        return word;
    }
}
