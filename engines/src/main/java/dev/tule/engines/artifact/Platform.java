package dev.tule.engines.artifact;

import java.util.Locale;

/** What this host's programs are compiled for. */
enum Platform {
    LINUX_X86_64,
    LINUX_ARM64,
    MACOS_X86_64,
    MACOS_ARM64,
    OTHER;

    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** As the JVM's properties name system and processor. */
    static Platform of(String system, String processor) {
        boolean arm = processor.equals("aarch64");
        if (!arm && !processor.equals("amd64") && !processor.equals("x86_64")) {
            return OTHER;
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            return arm ? LINUX_ARM64 : LINUX_X86_64;
        }
        if (name.startsWith("mac")) {
            return arm ? MACOS_ARM64 : MACOS_X86_64;
        }
        return OTHER;
    }
}
