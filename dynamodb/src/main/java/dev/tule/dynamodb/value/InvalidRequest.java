package dev.tule.dynamodb.value;

/**
 * A request that DynamoDB doesn't take. The message is what DynamoDB says; on the wire it is a
 * {@code ValidationException} with status 400.
 */
public final class InvalidRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidRequest(String message) {
        super(message);
    }

    /** What DynamoDB says. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
