package dev.tule.wamp.client.mapping;

/**
 * A payload is not of the shape that is asked for. The message says where, and what is expected.
 */
public final class MappingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public MappingException(String message) {
        super(message);
    }
}
