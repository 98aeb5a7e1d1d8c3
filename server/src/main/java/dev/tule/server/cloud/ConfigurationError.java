package dev.tule.server.cloud;

/** Something the user can put right: one sentence that says what is wrong and what helps. */
public final class ConfigurationError extends Exception {
    private static final long serialVersionUID = 1;

    public ConfigurationError(String sentence) {
        super(sentence);
    }

    public ConfigurationError(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
