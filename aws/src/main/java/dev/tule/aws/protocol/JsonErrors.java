package dev.tule.aws.protocol;

import dev.tule.aws.facts.Violation;
import dev.tule.aws.shape.MalformedRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The errors that services with JSON bodies have in common. */
final class JsonErrors {
    private static final String CORAL = "com.amazon.coral.service#";
    private static final String CORAL_VALIDATE = "com.amazon.coral.validate#";

    /** Errors of AWS's framework, which no service's model has. */
    private static final Set<String> OF_FRAMEWORK =
            Set.of(
                    "AccessDeniedException",
                    "ExpiredTokenException",
                    "IncompleteSignatureException",
                    "InternalFailure",
                    "InvalidSignatureException",
                    "MissingAuthenticationTokenException",
                    "SerializationException",
                    "UnknownOperationException",
                    "UnrecognizedClientException");

    private JsonErrors() {}

    static WireError malformed(MalformedRequest fault) {
        return switch (fault.kind()) {
            case UNION -> WireError.of("ValidationException", 400, fault.getMessage());
            case TOO_LARGE -> WireError.of("RequestEntityTooLarge", 413, fault.getMessage());
            case SYNTAX, TYPE -> WireError.of("SerializationException", 400, fault.getMessage());
        };
    }

    static WireError invalid(List<Violation> violations) {
        return WireError.of("ValidationException", 400, Violation.describe(violations));
    }

    static WireError denied(String principalArn, String action, String resource) {
        String message = deniedMessage(principalArn, action, resource);
        return WireError.of("AccessDeniedException", 400, message);
    }

    static String deniedMessage(String principalArn, String action, String resource) {
        return "User: %s is not authorized to perform: %s on resource: %s"
                .formatted(principalArn, action, resource);
    }

    /** The error's type as awsJson1_0 writes it. */
    static String type(String namespace, WireError error) {
        if (error.shape().equals("ValidationException") && error.elements().equals(Map.of())) {
            return CORAL_VALIDATE + error.shape();
        }
        return (OF_FRAMEWORK.contains(error.shape()) ? CORAL : namespace + "#") + error.shape();
    }
}
