package dev.tule.engines;

/** How a server is stopped. */
public enum StopMode {
    /** Sessions are ended, what they had not committed is undone, everything is written down. */
    FAST,
    /** At once, as if it had crashed; the next start recovers. Nothing committed is lost. */
    IMMEDIATE
}
