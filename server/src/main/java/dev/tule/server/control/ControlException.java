package dev.tule.server.control;

/** The server refused a command: the message is a sentence for the user. */
public final class ControlException extends Exception {
    private static final long serialVersionUID = 1;

    public ControlException(String sentence) {
        super(sentence);
    }
}
