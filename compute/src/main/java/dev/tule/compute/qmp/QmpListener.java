package dev.tule.compute.qmp;

/**
 * Hears what a connection brings, on the thread that reads it: it must not send commands itself.
 */
public interface QmpListener {
    void event(QmpEvent event);

    /** The connection has ended. Told once, last. */
    void closed();
}
