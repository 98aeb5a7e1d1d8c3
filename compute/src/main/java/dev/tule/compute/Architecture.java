package dev.tule.compute;

import java.util.Locale;

/** What processor a machine has. */
public enum Architecture {
    X86_64("amd64"),
    ARM64("arm64");

    private final String debianName;

    Architecture(String debianName) {
        this.debianName = debianName;
    }

    /** What Debian's packages call it. */
    public String debianName() {
        return debianName;
    }

    /** This host's. */
    public static Architecture host() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") || name.equals("arm64") ? ARM64 : X86_64;
    }
}
