package dev.tule.server.command;

/** A command could not do its work: one sentence for the user; exit code 1. */
final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1;

    CommandFailure(String sentence) {
        super(sentence);
    }
}
