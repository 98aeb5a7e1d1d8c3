package dev.tule.compute;

/** Why a machine no longer runs. */
public enum ExitCause {
    /** It was asked to, by this driver. */
    STOPPED,
    /** It shut down from within. */
    GUEST_SHUTDOWN,
    /** Its system panicked, and it was configured to end then. */
    GUEST_PANIC,
    /** Its process was ended from outside, or crashed. */
    KILLED,
    /** It ended while nobody watched: it was found stopped when machines were taken up again. */
    UNSEEN
}
