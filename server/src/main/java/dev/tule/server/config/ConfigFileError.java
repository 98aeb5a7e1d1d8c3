package dev.tule.server.config;

/** Something in the file that its writer can put right: file, line, what is wrong, what helps. */
public final class ConfigFileError extends Exception {
    private static final long serialVersionUID = 1;

    ConfigFileError(String sentence) {
        super(sentence);
    }
}
