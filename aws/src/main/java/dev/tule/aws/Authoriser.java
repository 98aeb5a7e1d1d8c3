package dev.tule.aws;

/**
 * The one place that decides whether a principal may do something. Safe for use by many threads.
 */
@FunctionalInterface
public interface Authoriser {

    /**
     * Decides about one request, or one part of it where an operation touches several resources.
     *
     * @param action service prefix and operation, such as {@code s3:GetObject}
     * @param resource the ARN it is done to, or {@code *} where the operation has none
     */
    Decision authorise(Principal principal, String action, String resource);

    /** What was decided. */
    enum Decision {
        ALLOW,
        DENY
    }
}
