package dev.tule.iam.policy;

/** A policy document that isn't one; its message says why. */
public final class MalformedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedPolicyException(String why) {
        super(why);
    }
}
