package dev.tule.server.command;

/** How a command ends. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int CONFIGURATION = 2;

    /** As {@code systemctl status} has it. */
    static final int NOT_RUNNING = 3;

    private ExitCode() {}
}
