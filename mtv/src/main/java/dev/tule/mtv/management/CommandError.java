package dev.tule.mtv.management;

/**
 * A command can't do its work: a sentence for who typed it, with the remedy. Exit code 1.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/howto/custom-management-commands/#django.core.management.CommandError">
 *     Django: CommandError</a>
 */
public class CommandError extends Exception {
    private static final long serialVersionUID = 1;

    public CommandError(String sentence) {
        super(sentence);
    }

    public CommandError(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
