package dev.tule.s3.bucket;

import dev.tule.s3.fault.Faults;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.AccessControlPolicy;

/**
 * What is left of ACLs in a bucket whose owner is enforced, as every bucket's is here and every new
 * one's has been on AWS since April 2023: they can't be set, only said again.
 */
public final class CannedAcls {
    private CannedAcls() {}

    /**
     * Refuses ACLs that would give anybody else anything.
     *
     * @param acl of the request, such as {@code private}
     * @param grants its {@code x-amz-grant-*} headers
     */
    public static void check(@Nullable String acl, @Nullable String... grants) {
        boolean harmless =
                acl == null || acl.equals("private") || acl.equals("bucket-owner-full-control");
        for (String grant : grants) {
            harmless &= grant == null;
        }
        require(harmless);
    }

    /**
     * Refuses a policy but the one that says what is the case: the owner has full control, and
     * nobody else has anything (S3 User Guide, "Controlling ownership of objects and disabling
     * ACLs").
     *
     * @param account whose bucket it is
     */
    public static void check(@Nullable AccessControlPolicy policy, String account) {
        require(
                policy == null
                        || policy.grants().stream()
                                .allMatch(grant -> Owners.isFullControl(grant, account)));
    }

    private static void require(boolean harmless) {
        if (!harmless) {
            throw Faults.aclNotSupported();
        }
    }
}
