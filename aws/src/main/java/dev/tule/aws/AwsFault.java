package dev.tule.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * An error for which the SDK has no exception class: wire code, HTTP status and message are given.
 * Where the SDK has a class ({@code ResourceNotFoundException}), services throw that one, and may
 * give it an AwsFault as its cause to keep {@link #elements} that the class has no place for.
 */
public final class AwsFault extends AwsServiceException {
    private static final long serialVersionUID = 1;

    private final transient Map<String, String> elements;

    private AwsFault(String code, int status, String message, Map<String, String> elements) {
        super(
                builder()
                        .message(message)
                        .statusCode(status)
                        .awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode(code)
                                        .errorMessage(message)
                                        .build()));
        this.elements = elements;
    }

    /**
     * @param code the error code on the wire, such as {@code InvalidPartOrder}
     * @param status the HTTP status
     * @param message the sentence that the caller reads
     */
    public static AwsFault of(String code, int status, String message) {
        return new AwsFault(code, status, message, Map.of());
    }

    /** This fault with a further element in the error's body, such as S3's {@code BucketName}. */
    public AwsFault with(String element, String value) {
        Map<String, String> more = new LinkedHashMap<>(elements);
        more.put(element, value);
        AwsErrorDetails details = awsErrorDetails();
        return new AwsFault(details.errorCode(), statusCode(), details.errorMessage(), more);
    }

    /** Further elements of the error's body, in order. */
    public Map<String, String> elements() {
        return elements;
    }
}
