package dev.tule.aws.signature;

import dev.tule.aws.AccessKey;
import dev.tule.aws.AwsFault;
import dev.tule.aws.RequestVerifier.Family;
import dev.tule.aws.RequestVerifier.Target;
import dev.tule.aws.RequestVerifier.Verified;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.SecretKey;

/**
 * Signature Version 2 of S3, as old boto, s3cmd and many devices sign: "Signing and authenticating
 * REST requests (AWS signature version 2)" (S3 User Guide). Safe for use by many threads.
 */
final class V2S3 {
    private static final Refusals REFUSALS = new Refusals(Family.S3);

    /**
     * Parameters that belong to the resource. Those that choose the operation must all be here:
     * were one not signed, a listing could be turned into a deletion.
     */
    private static final Set<String> SUBRESOURCES =
            Set.of(
                    "accelerate",
                    "acl",
                    "analytics",
                    "attributes",
                    "cors",
                    "delete",
                    "encryption",
                    "intelligent-tiering",
                    "inventory",
                    "legal-hold",
                    "lifecycle",
                    "location",
                    "logging",
                    "metrics",
                    "notification",
                    "object-lock",
                    "ownershipControls",
                    "partNumber",
                    "policy",
                    "policyStatus",
                    "publicAccessBlock",
                    "replication",
                    "requestPayment",
                    "response-cache-control",
                    "response-content-disposition",
                    "response-content-encoding",
                    "response-content-language",
                    "response-content-type",
                    "response-expires",
                    "restore",
                    "retention",
                    "select",
                    "select-type",
                    "tagging",
                    "torrent",
                    "uploadId",
                    "uploads",
                    "versionId",
                    "versioning",
                    "versions",
                    "website");

    private final Keyring keyring;

    V2S3(Keyring keyring) {
        this.keyring = keyring;
    }

    /** {@code Authorization: AWS AccessKeyId:Signature}. */
    Verified header(
            Request request,
            Target target,
            String authorization,
            QueryParameters query,
            Instant now) {
        String credential = authorization.substring("AWS".length()).strip();
        int colon = credential.lastIndexOf(':');
        if (colon < 1) {
            throw AwsFault.of(
                            "InvalidArgument",
                            400,
                            "AWS authorization header is invalid. Expected AwsAccessKeyId:signature")
                    .with("ArgumentName", "Authorization");
        }
        Headers headers = request.headers();
        Optional<String> amzDate = headers.first("x-amz-date");
        Instant time =
                amzDate.or(() -> headers.first("date"))
                        .flatMap(Timestamps::lenient)
                        .orElseThrow(
                                () ->
                                        AwsFault.of(
                                                "AccessDenied",
                                                403,
                                                "AWS authentication requires a valid Date or"
                                                        + " x-amz-date header"));
        if (Duration.between(time, now).abs().compareTo(Refusals.SKEW) > 0) {
            throw REFUSALS.skewed(time, now);
        }
        String stringToSign =
                lines(
                        request.method(),
                        headers.first("content-md5").orElse(""),
                        headers.first("content-type").orElse(""),
                        amzDate.isPresent() ? "" : headers.first("date").orElse(""),
                        amzHeaders(headers, query, false) + resource(request, target, query));
        String id = credential.substring(0, colon);
        String signature = credential.substring(colon + 1);
        Optional<String> token = headers.first("x-amz-security-token");
        return verified(request, new Claim(id, signature, token), stringToSign, now);
    }

    /** {@code ?AWSAccessKeyId=...&Expires=...&Signature=...}. */
    Verified presigned(Request request, Target target, QueryParameters query, Instant now) {
        for (String name : new String[] {"AWSAccessKeyId", "Expires", "Signature"}) {
            if (query.count(name) != 1) {
                throw AwsFault.of(
                        "AccessDenied",
                        403,
                        "Query-string authentication requires the Signature, Expires and"
                                + " AWSAccessKeyId parameters");
            }
        }
        String expires = query.first("Expires").orElseThrow();
        Instant end = epochSeconds(expires);
        if (now.isAfter(end)) {
            throw REFUSALS.presignedExpired(end, now);
        }
        Headers headers = request.headers();
        String stringToSign =
                lines(
                        request.method(),
                        queryOrHeader("content-md5", query, headers),
                        queryOrHeader("content-type", query, headers),
                        expires,
                        amzHeaders(headers, query, true) + resource(request, target, query));
        Claim claim =
                new Claim(
                        query.first("AWSAccessKeyId").orElseThrow(),
                        // A space is a plus sign that the client forgot to encode.
                        query.first("Signature").orElseThrow().replace(' ', '+'),
                        query.first("x-amz-security-token")
                                .or(() -> headers.first("x-amz-security-token")));
        return verified(request, claim, stringToSign, now);
    }

    private static String queryOrHeader(String name, QueryParameters query, Headers headers) {
        return requireOneLine(query.first(name).or(() -> headers.first(name)).orElse(""));
    }

    private record Claim(String accessKeyId, String signature, Optional<String> token) {}

    private Verified verified(Request request, Claim claim, String stringToSign, Instant now) {
        AccessKey key = keyring.find(claim.accessKeyId, claim.token, now, REFUSALS);
        SecretKey secret = Crypto.macKey(key.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA1");
        if (!matches(secret, stringToSign, claim.signature)) {
            throw REFUSALS.wrongSignature()
                    .with("AWSAccessKeyId", claim.accessKeyId)
                    .with("StringToSign", SecretHeaders.hide(stringToSign))
                    .with("SignatureProvided", claim.signature);
        }
        Payload payload = Payload.declared(request);
        keyring.used(key, Optional.empty(), Optional.empty(), now);
        return new Verified(
                key.principal(),
                Optional.empty(),
                Optional.empty(),
                payload.body(),
                payload.trailers());
    }

    private static boolean matches(SecretKey secret, String stringToSign, String claimed) {
        byte[] mac = Crypto.mac(secret, stringToSign);
        return Crypto.equal(Base64.getEncoder().encodeToString(mac), claimed);
    }

    private static String lines(String... lines) {
        return String.join("\n", lines);
    }

    /**
     * The {@code x-amz-} headers, sorted; of presigned requests also parameters of such names,
     * which stand for headers that a browser couldn't send.
     */
    private static String amzHeaders(Headers headers, QueryParameters query, boolean presigned) {
        Map<String, String> sorted = new TreeMap<>();
        for (Headers.Field field : headers.fields()) {
            addAmzHeader(field.name(), field.value(), sorted);
        }
        if (presigned) {
            query.all().forEach(p -> addAmzHeader(p.name(), p.value(), sorted));
        }
        StringBuilder text = new StringBuilder();
        sorted.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
        return text.toString();
    }

    private static void addAmzHeader(String name, String value, Map<String, String> to) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("x-amz-")) {
            to.merge(lower, requireOneLine(value).strip(), (first, next) -> first + "," + next);
        }
    }

    private static String resource(Request request, Target target, QueryParameters query) {
        StringBuilder resource = new StringBuilder();
        target.virtualHostBucket().ifPresent(bucket -> resource.append('/').append(bucket));
        resource.append(request.rawPath());
        char separator = '?';
        for (QueryParameters.Parameter p :
                query.all().stream()
                        .filter(p -> SUBRESOURCES.contains(p.name()))
                        .sorted(Comparator.comparing(QueryParameters.Parameter::name))
                        .toList()) {
            resource.append(separator).append(p.name());
            resource.append(p.equalsSign() ? "=" : "").append(requireOneLine(p.value()));
            separator = '&';
        }
        return resource.toString();
    }

    /** Nothing in the query may pass for another line of the string to sign. */
    private static String requireOneLine(String value) {
        if (value.indexOf('\n') >= 0) {
            throw REFUSALS.malformedUri();
        }
        return value;
    }

    private static Instant epochSeconds(String text) {
        if (text.isEmpty()
                || text.length() > 11
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw AwsFault.of(
                    "AccessDenied", 403, "Invalid date (should be seconds since epoch): " + text);
        }
        return Instant.ofEpochSecond(Long.parseLong(text));
    }
}
