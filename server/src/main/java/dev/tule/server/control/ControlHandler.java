package dev.tule.server.control;

import java.util.List;

/** Carries out an administrator's commands. Safe for use by many threads. */
@FunctionalInterface
public interface ControlHandler {

    /**
     * @param words the command's words, such as {@code keys}, {@code disable}, {@code AKIA...}
     * @return the lines to show
     * @throws ControlException when it can't be done, with a sentence that says why
     */
    List<String> handle(List<String> words) throws ControlException;
}
