package dev.tule.aws;

/**
 * Who makes a request (IAM User Guide, "IAM identifiers").
 *
 * @param account twelve digits
 * @param arn such as {@code arn:aws:iam::000000000000:user/alice}
 * @param userId the unique id ({@code AIDA...}; {@code AROA...:session} of an assumed role; the
 *     account's number for root)
 */
public record Principal(Kind kind, String account, String arn, String userId) {

    /** What sort of identity it is. */
    public enum Kind {
        ROOT,
        USER,
        ASSUMED_ROLE,
        FEDERATED_USER,
        /** Nobody: the request was not signed. */
        ANONYMOUS
    }
}
