package dev.tule.http;

/**
 * Answers HTTP requests. Called on a virtual thread of its own for each request: it may block, and
 * must be safe for use by many threads.
 */
@FunctionalInterface
public interface Handler {

    /**
     * Answers one request. An exception that leaves this method is logged once and answered with
     * 500 and an empty body; handlers turn their own faults into responses.
     */
    Response handle(Request request) throws Exception;
}
