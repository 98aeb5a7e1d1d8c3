package dev.tule.dynamodb;

import dev.tule.aws.AwsFault;
import dev.tule.dynamodb.value.AttributeValues;
import dev.tule.dynamodb.value.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The errors of the API, with DynamoDB's sentences. All have status 400. */
final class Faults {
    private static final int STATUS = 400;

    private Faults() {}

    static AwsServiceException validation(String message) {
        return AwsFault.of("ValidationException", STATUS, message);
    }

    static ResourceNotFoundException tableNotFound() {
        return notFound("Requested resource not found");
    }

    static ResourceNotFoundException tableNotFound(String table) {
        return notFound("Requested resource not found: Table: " + table + " not found");
    }

    static ResourceNotFoundException resourceNotFound(String arn) {
        return notFound("Requested resource not found: ResourcArn: " + arn + " not found");
    }

    static ResourceNotFoundException notFound(String message) {
        return ResourceNotFoundException.builder()
                .message(message)
                .statusCode(STATUS)
                .awsErrorDetails(details("ResourceNotFoundException", message))
                .build();
    }

    static ResourceInUseException inUse(String message) {
        return ResourceInUseException.builder()
                .message(message)
                .statusCode(STATUS)
                .awsErrorDetails(details("ResourceInUseException", message))
                .build();
    }

    static LimitExceededException limitExceeded(String message) {
        return LimitExceededException.builder()
                .message(message)
                .statusCode(STATUS)
                .awsErrorDetails(details("LimitExceededException", message))
                .build();
    }

    /**
     * @param item what the item was, if the request wants it back
     */
    static ConditionalCheckFailedException conditionFailed(@Nullable Item item) {
        ConditionalCheckFailedException.Builder builder =
                ConditionalCheckFailedException.builder()
                        .message(ConditionFailed.MESSAGE)
                        .statusCode(STATUS)
                        .awsErrorDetails(
                                details(
                                        "ConditionalCheckFailedException",
                                        ConditionFailed.MESSAGE));
        return item == null
                ? builder.build()
                : builder.item(AttributeValues.attributes(item)).build();
    }

    static TransactionCanceledException cancelled(List<CancellationReason> reasons) {
        String message =
                "Transaction cancelled, please refer cancellation reasons for specific reasons "
                        + reasons.stream().map(CancellationReason::code).toList();
        return TransactionCanceledException.builder()
                .message(message)
                .statusCode(STATUS)
                .cancellationReasons(reasons)
                .awsErrorDetails(details("TransactionCanceledException", message))
                .build();
    }

    static IdempotentParameterMismatchException tokenUsed() {
        String message = "The provided client token was already used with different parameters";
        return IdempotentParameterMismatchException.builder()
                .message(message)
                .statusCode(STATUS)
                .awsErrorDetails(details("IdempotentParameterMismatchException", message))
                .build();
    }

    private static AwsErrorDetails details(String code, String message) {
        return AwsErrorDetails.builder()
                .serviceName("DynamoDb")
                .errorCode(code)
                .errorMessage(message)
                .build();
    }
}
