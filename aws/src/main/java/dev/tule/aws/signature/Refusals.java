package dev.tule.aws.signature;

import dev.tule.aws.AwsFault;
import dev.tule.aws.RequestVerifier.Family;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The refusals in each family's words: code, status and sentence as "Common errors" of each API
 * reference and "Error responses" of S3's give them.
 */
final class Refusals {
    static final Duration SKEW = Duration.ofMinutes(15);

    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. Check"
                    + " your key and signing method.";
    private static final String EC2_INVALID =
            "AWS was not able to validate the provided access credentials";
    private static final String INVALID_TOKEN =
            "The security token included in the request is invalid.";

    private final Family family;

    Refusals(Family family) {
        this.family = family;
    }

    Family family() {
        return family;
    }

    /** The signature isn't that of this request by this key. */
    AwsFault wrongSignature() {
        return switch (family) {
            case S3, QUERY -> AwsFault.of("SignatureDoesNotMatch", 403, MISMATCH);
            case EC2 -> AwsFault.of("AuthFailure", 401, EC2_INVALID);
            case JSON -> json("InvalidSignatureException", MISMATCH);
        };
    }

    /** There is no such key, or it has been disabled. */
    AwsFault unknownKey(String accessKeyId) {
        return switch (family) {
            case S3 ->
                    AwsFault.of(
                                    "InvalidAccessKeyId",
                                    403,
                                    "The AWS Access Key Id you provided does not exist in our"
                                            + " records.")
                            .with("AWSAccessKeyId", accessKeyId);
            case EC2 -> AwsFault.of("AuthFailure", 401, EC2_INVALID);
            case QUERY -> AwsFault.of("InvalidClientTokenId", 403, INVALID_TOKEN);
            case JSON -> json("UnrecognizedClientException", INVALID_TOKEN);
        };
    }

    /** The session token isn't that of the key, or the key has none. */
    AwsFault wrongToken() {
        return switch (family) {
            case S3 ->
                    AwsFault.of(
                            "InvalidToken",
                            400,
                            "The provided token is malformed or otherwise invalid.");
            case EC2, QUERY, JSON -> unknownKey("");
        };
    }

    /** The temporary credentials have ended. */
    AwsFault expiredToken() {
        String message = "The security token included in the request is expired";
        return switch (family) {
            case S3 -> AwsFault.of("ExpiredToken", 400, "The provided token has expired.");
            case EC2 -> AwsFault.of("RequestExpired", 400, "Request has expired.");
            case QUERY -> AwsFault.of("ExpiredToken", 403, message);
            case JSON -> json("ExpiredTokenException", message);
        };
    }

    /** The request says a time that is too far from ours. */
    AwsFault skewed(Instant claimed, Instant now) {
        if (family == Family.S3) {
            return AwsFault.of(
                            "RequestTimeTooSkewed",
                            403,
                            "The difference between the request time and the current time is too"
                                    + " large.")
                    .with("RequestTime", Timestamps.basic(claimed))
                    .with("ServerTime", seconds(now))
                    .with("MaxAllowedSkewMilliseconds", Long.toString(SKEW.toMillis()));
        }
        return claimed.isBefore(now) ? expired(claimed, now, now.minus(SKEW)) : early(claimed, now);
    }

    /** A signature's time is over. */
    AwsFault expired(Instant ended, Instant now, Instant earliest) {
        String message =
                "Signature expired: "
                        + Timestamps.basic(ended)
                        + " is now earlier than "
                        + Timestamps.basic(earliest)
                        + " ("
                        + Timestamps.basic(now)
                        + " - 15 min.)";
        return family == Family.EC2
                ? AwsFault.of("RequestExpired", 400, "Request has expired.")
                : invalid(message);
    }

    private AwsFault early(Instant claimed, Instant now) {
        return invalid(
                "Signature not yet current: "
                        + Timestamps.basic(claimed)
                        + " is still later than "
                        + Timestamps.basic(now.plus(SKEW))
                        + " ("
                        + Timestamps.basic(now)
                        + " + 15 min.)");
    }

    /** The signature can't stand, and the message says why. */
    private AwsFault invalid(String message) {
        return switch (family) {
            case S3 -> AwsFault.of("AccessDenied", 403, message);
            case EC2 -> AwsFault.of("AuthFailure", 401, EC2_INVALID);
            case QUERY -> AwsFault.of("SignatureDoesNotMatch", 403, message);
            case JSON -> json("InvalidSignatureException", message);
        };
    }

    /** A presigned request came after its end. */
    AwsFault presignedExpired(Instant ended, Instant now) {
        if (family != Family.S3) {
            return expired(ended, now, now);
        }
        return AwsFault.of("AccessDenied", 403, "Request has expired")
                .with("Expires", seconds(ended))
                .with("ServerTime", seconds(now));
    }

    /** A presigned request came before its beginning. */
    AwsFault presignedEarly(Instant begins, Instant now) {
        return family == Family.S3
                ? AwsFault.of("AccessDenied", 403, "Request is not yet valid")
                : early(begins, now);
    }

    /** Nobody signed the request, and the service lets nobody in unsigned. */
    AwsFault missing() {
        return switch (family) {
            case S3 -> AwsFault.of("AccessDenied", 403, "Access Denied");
            case EC2, QUERY ->
                    AwsFault.of(
                            "MissingAuthenticationToken",
                            403,
                            "Request is missing Authentication Token");
            case JSON ->
                    json(
                            "MissingAuthenticationTokenException",
                            "Request is missing Authentication Token");
        };
    }

    /** The {@code Authorization} header can't be read. */
    AwsFault malformedHeader(String why) {
        return family == Family.S3
                ? AwsFault.of(
                        "AuthorizationHeaderMalformed",
                        400,
                        "The authorization header is malformed; " + why)
                : incomplete("Authorization header is malformed: " + why);
    }

    /** The parameters of a presigned request can't be read. */
    AwsFault malformedQuery(String why) {
        return family == Family.S3
                ? AwsFault.of("AuthorizationQueryParametersError", 400, why)
                : incomplete(why);
    }

    private AwsFault incomplete(String message) {
        return switch (family) {
            case S3, EC2, QUERY -> AwsFault.of("IncompleteSignature", 400, message);
            case JSON -> json("IncompleteSignatureException", message);
        };
    }

    /** A scheme of authorisation that no AWS service knows. */
    AwsFault unsupportedScheme() {
        return family == Family.S3
                ? AwsFault.of("InvalidArgument", 400, "Unsupported Authorization Type")
                        .with("ArgumentName", "Authorization")
                : incomplete("Authorization header requires a scheme such as AWS4-HMAC-SHA256.");
    }

    /** The request is signed in two ways at once. */
    AwsFault twoSchemes() {
        String message =
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter,"
                        + " Signature query string parameter or the Authorization header should"
                        + " be specified";
        return family == Family.S3
                ? AwsFault.of("InvalidArgument", 400, message)
                : incomplete(message);
    }

    /** Headers that change what is done were added without being signed. */
    AwsFault unsigned(String names) {
        if (family == Family.S3) {
            return AwsFault.of(
                            "AccessDenied",
                            403,
                            "There were headers present in the request which were not signed")
                    .with("HeadersNotSigned", names);
        }
        String message = "'" + names + "' must be a 'SignedHeader' in the AWS Authorization.";
        return family == Family.EC2
                ? AwsFault.of("AuthFailure", 401, EC2_INVALID)
                : invalid(message);
    }

    /** The path or the query isn't percent-encoded rightly. */
    AwsFault malformedUri() {
        return family == Family.S3
                ? AwsFault.of("InvalidURI", 400, "Couldn't parse the specified URI.")
                : AwsFault.of(
                        "MalformedQueryString", 400, "The query string contains a syntax error.");
    }

    /** A way of signing that isn't served. */
    static AwsFault notImplemented(String scheme) {
        return AwsFault.of(
                "NotImplemented", 501, "Requests signed with " + scheme + " are not implemented.");
    }

    private AwsFault json(String code, String message) {
        return AwsFault.of(code, 400, message);
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
