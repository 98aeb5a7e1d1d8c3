package dev.tule.aws;

/**
 * The one place that decides whether a principal may do something. Safe for use by many threads.
 */
@FunctionalInterface
public interface Authoriser {

    /** Decides about one thing; a request may need several, and then all of them. */
    Decision authorise(Principal principal, Permission permission, Circumstances circumstances);

    /** What was decided, in the words of IAM's policy simulator. */
    enum Decision {
        ALLOW,
        /** Nothing allows it. */
        IMPLICIT_DENY,
        /** A policy says no, which no other can overrule. */
        EXPLICIT_DENY;

        public boolean isAllowed() {
            return this == ALLOW;
        }
    }
}
