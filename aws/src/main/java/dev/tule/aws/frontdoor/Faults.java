package dev.tule.aws.frontdoor;

import dev.tule.aws.AwsFault;
import dev.tule.aws.facts.Facts;
import dev.tule.aws.facts.Facts.ErrorFacts;
import dev.tule.aws.protocol.WireError;
import dev.tule.aws.protocol.WireProtocol;
import dev.tule.aws.shape.MalformedRequest;
import dev.tule.http.Body;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;

/** What the wire calls the exceptions of one API. Immutable. */
final class Faults {
    /** How far down an exception's causes are searched for one that the client has to know of. */
    private static final int DEPTH = 8;

    private final Map<String, ErrorFacts> errors;

    Faults(Map<String, ErrorFacts> errors) {
        this.errors = errors;
    }

    /** The error that an exception stands for; empty where it is a fault of ours. */
    Optional<WireError> explain(Throwable thrown, WireProtocol protocol) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            WireError error = known(cause, protocol);
            if (error != null) {
                return Optional.of(error);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private @Nullable WireError known(Throwable thrown, WireProtocol protocol) {
        return switch (thrown) {
            case AwsServiceException fault -> modelled(fault);
            case Refusal refusal -> refusal.error();
            case MalformedRequest fault -> protocol.malformed(fault);
            case Body.BodyTooLarge large ->
                    protocol.malformed(
                            new MalformedRequest(
                                    MalformedRequest.Kind.TOO_LARGE,
                                    String.valueOf(large.getMessage())));
            case ContentBroken _ ->
                    WireError.of(
                            "IncompleteBody",
                            400,
                            "You did not provide the number of bytes specified by the"
                                    + " Content-Length HTTP header.");
            default -> null;
        };
    }

    /** The connection broke while the request's body was read. */
    static final class ContentBroken extends IOException {
        private static final long serialVersionUID = 1;

        ContentBroken(IOException cause) {
            super(cause);
        }
    }

    private WireError modelled(AwsServiceException fault) {
        String className = fault.getClass().getSimpleName();
        ErrorFacts facts = errors.get(Facts.errorKey(className));
        AwsErrorDetails details = fault.awsErrorDetails();
        String given = details == null ? null : details.errorCode();
        String shape = facts != null ? facts.name() : given != null ? given : className;
        String code = given != null ? given : facts != null ? facts.code() : className;
        int usual = facts != null ? facts.status() : 400;
        SdkPojo fields = fault.sdkFields().isEmpty() ? null : fault;
        return new WireError(
                shape,
                code,
                fault.statusCode() != 0 ? fault.statusCode() : usual,
                message(fault),
                fields,
                elements(fault));
    }

    /** Kept by the fault itself, or by its cause where the SDK's class has no place for them. */
    private static Map<String, String> elements(AwsServiceException fault) {
        if (fault instanceof AwsFault own) {
            return own.elements();
        }
        return fault.getCause() instanceof AwsFault cause ? cause.elements() : Map.of();
    }

    /** The sentence that was given: {@code getMessage()} adds the service and the status. */
    private static String message(AwsServiceException fault) {
        AwsErrorDetails details = fault.awsErrorDetails();
        String message = details == null ? null : details.errorMessage();
        String given = message == null ? fault.toBuilder().message() : message;
        return given == null ? "" : given;
    }
}
