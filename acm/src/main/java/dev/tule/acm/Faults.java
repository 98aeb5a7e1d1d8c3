package dev.tule.acm;

import dev.tule.aws.AwsFault;
import software.amazon.awssdk.services.acm.model.InvalidArnException;
import software.amazon.awssdk.services.acm.model.InvalidParameterException;
import software.amazon.awssdk.services.acm.model.InvalidTagException;
import software.amazon.awssdk.services.acm.model.LimitExceededException;
import software.amazon.awssdk.services.acm.model.ResourceInUseException;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;
import software.amazon.awssdk.services.acm.model.TooManyTagsException;

/** Certificate Manager's refusals (API Reference, "Errors" of each action). */
final class Faults {
    private Faults() {}

    static ResourceNotFoundException noCertificate(String arn) {
        return ResourceNotFoundException.builder()
                .message("Could not find certificate " + arn + ".")
                .build();
    }

    static InvalidArnException invalidArn(String arn) {
        return InvalidArnException.builder()
                .message("The certificate ARN '" + arn + "' is not valid.")
                .build();
    }

    static ResourceInUseException inUse(String arn) {
        return ResourceInUseException.builder()
                .message("Certificate " + arn + " is in use.")
                .build();
    }

    static InvalidParameterException invalidParameter(String message) {
        return InvalidParameterException.builder().message(message).build();
    }

    static InvalidTagException invalidTag(String message) {
        return InvalidTagException.builder().message(message).build();
    }

    static TooManyTagsException tooManyTags(int most) {
        return TooManyTagsException.builder()
                .message("A certificate cannot have more than " + most + " tags.")
                .build();
    }

    static LimitExceededException limit(String message) {
        return LimitExceededException.builder().message(message).build();
    }

    static AwsFault invalid(String message) {
        return AwsFault.of("ValidationException", 400, message);
    }

    /** Refused, because a setting without effect is found out too late. */
    static AwsFault notImplemented(String what) {
        return AwsFault.of("NotImplemented", 501, what + " is not implemented by this server.");
    }
}
