package dev.tule.iam;

import dev.tule.aws.AwsFault;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.KeyPairMismatchException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedCertificateException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** IAM's refusals (IAM API Reference, "Errors" of each action, and "Common Errors"). */
final class Faults {
    private Faults() {}

    /**
     * @param what such as {@code user with name alice}
     */
    static NoSuchEntityException noSuch(String what) {
        return notFound("The " + what);
    }

    /**
     * @param what such as {@code Instance Profile web}
     */
    static NoSuchEntityException notFound(String what) {
        return filled(
                        NoSuchEntityException.builder(),
                        "NoSuchEntity",
                        404,
                        what + " cannot be found.")
                .build();
    }

    /**
     * @param what such as {@code User with name alice}
     */
    static EntityAlreadyExistsException exists(String what) {
        return filled(
                        EntityAlreadyExistsException.builder(),
                        "EntityAlreadyExists",
                        409,
                        what + " already exists.")
                .build();
    }

    static DeleteConflictException deleteConflict(String first) {
        return filled(
                        DeleteConflictException.builder(),
                        "DeleteConflict",
                        409,
                        "Cannot delete entity, must " + first + " first.")
                .build();
    }

    static LimitExceededException limitExceeded(String quota) {
        return filled(
                        LimitExceededException.builder(),
                        "LimitExceeded",
                        409,
                        "Cannot exceed quota for " + quota)
                .build();
    }

    static MalformedPolicyDocumentException malformedPolicy(String why) {
        return filled(
                        MalformedPolicyDocumentException.builder(),
                        "MalformedPolicyDocument",
                        400,
                        why)
                .build();
    }

    static MalformedCertificateException malformedCertificate(String why) {
        return filled(
                        MalformedCertificateException.builder(),
                        "MalformedCertificate",
                        400,
                        "Unable to parse certificate: " + why)
                .build();
    }

    static KeyPairMismatchException keyPairMismatch() {
        return filled(
                        KeyPairMismatchException.builder(),
                        "KeyPairMismatch",
                        400,
                        "The private key does not match the public key of the certificate")
                .build();
    }

    static AwsFault invalid(String message) {
        return AwsFault.of("ValidationError", 400, message);
    }

    static AwsFault denied(String message) {
        return AwsFault.of("AccessDenied", 403, message);
    }

    /** Something that would restrict what is allowed can't be accepted and ignored. */
    static AwsFault notImplemented(String what) {
        return AwsFault.of("NotImplemented", 501, what + " are not implemented.");
    }

    private static <B extends IamException.Builder> B filled(
            B builder, String code, int status, String message) {
        builder.message(message);
        builder.statusCode(status);
        builder.awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build());
        return builder;
    }
}
