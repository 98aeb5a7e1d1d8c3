package dev.tule.mtv.mail;

/** A mail could not be handed over. Says nothing of the mail itself. */
public class MailError extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MailError(String message, Throwable cause) {
        super(message, cause);
    }
}
