package dev.tule.server.cloud;

/** What is closed without an exception. */
public interface Stoppable extends AutoCloseable {
    @Override
    void close();
}
