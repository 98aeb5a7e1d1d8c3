package dev.tule.s3.bucket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Grantee;
import software.amazon.awssdk.services.s3.model.Owner;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.Type;

/** Accounts as S3 shows them: by a canonical user id of 64 hexadecimal digits. */
public final class Owners {
    private Owners() {}

    public static Owner of(String account) {
        return Owner.builder().id(canonicalId(account)).build();
    }

    /** The one grant that there is: everything, to the owner. */
    public static Grant fullControl(String account) {
        return Grant.builder()
                .grantee(
                        Grantee.builder()
                                .type(Type.CANONICAL_USER)
                                .id(canonicalId(account))
                                .build())
                .permission(Permission.FULL_CONTROL)
                .build();
    }

    /** Whether a grant is that one, whatever it calls the owner beside the id. */
    static boolean isFullControl(Grant grant, String account) {
        return grant.permission() == Permission.FULL_CONTROL
                && grant.grantee() != null
                && canonicalId(account).equals(grant.grantee().id());
    }

    private static String canonicalId(String account) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = ("canonical user of " + account).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }
}
