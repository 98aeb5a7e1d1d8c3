package dev.tule.s3.bucket;

import dev.tule.aws.AwsFault;
import org.jspecify.annotations.Nullable;

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
        if (!harmless) {
            throw AwsFault.of(
                    "AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
        }
    }
}
