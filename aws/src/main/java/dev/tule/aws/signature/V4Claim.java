package dev.tule.aws.signature;

import dev.tule.aws.RequestVerifier.Family;
import dev.tule.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a request says of its own signature, Version 4: read, not yet believed.
 *
 * @param presigned whether it stands in the query
 * @param timestamp the time as it was signed, {@code 20150830T123600Z}
 * @param lifetime how long a presigned request may be used; empty for others
 * @param signedHeaders names in lower case, in the order given
 * @param token the session token that came with it
 */
record V4Claim(
        boolean presigned,
        CredentialScope credential,
        String timestamp,
        Instant time,
        Optional<Duration> lifetime,
        List<String> signedHeaders,
        String signature,
        Optional<String> token) {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String SIGNATURE_PARAMETER = "X-Amz-Signature";

    private static final Set<String> PARTS = Set.of("Credential", "SignedHeaders", "Signature");
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int MOST_SIGNED_HEADERS = 200;

    @Override
    public String toString() {
        return "V4Claim[" + credential + "]"; // a presigned signature is as good as a secret
    }

    /** Reads the {@code Authorization} header. */
    static V4Claim ofHeader(String authorization, Headers headers, Refusals refusals) {
        Map<String, String> parts = parts(authorization, refusals);
        CredentialScope credential =
                CredentialScope.parse(part(parts, "Credential", refusals))
                        .orElseThrow(
                                () ->
                                        refusals.malformedHeader(
                                                "the Credential is mal-formed; expecting"
                                                        + " \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."));
        List<String> signedHeaders =
                signedHeaders(part(parts, "SignedHeaders", refusals))
                        .orElseThrow(
                                () ->
                                        refusals.malformedHeader(
                                                "the SignedHeaders are mal-formed."));
        Instant time =
                headers.first("x-amz-date")
                        .or(() -> headers.first("date"))
                        .flatMap(Timestamps::lenient)
                        .orElseThrow(
                                () ->
                                        refusals.malformedHeader(
                                                "a valid X-Amz-Date or Date header is required."));
        V4Claim claim =
                new V4Claim(
                        false,
                        credential,
                        Timestamps.basic(time),
                        time,
                        Optional.empty(),
                        signedHeaders,
                        part(parts, "Signature", refusals),
                        headers.first("x-amz-security-token"));
        if (!claim.dateIsOfScope()) {
            throw refusals.malformedHeader("the Credential's date is not that of the request.");
        }
        return claim;
    }

    /**
     * The three parts, each once and no other. A header that two readers could read differently
     * would let a request be verified as one thing and routed as another.
     */
    private static Map<String, String> parts(String authorization, Refusals refusals) {
        Map<String, String> parts = new HashMap<>();
        for (String part : authorization.substring(ALGORITHM.length()).split(",", 4)) {
            int equals = part.indexOf('=');
            String name = part.substring(0, Math.max(equals, 0)).strip();
            if (!PARTS.contains(name) || parts.put(name, part.substring(equals + 1)) != null) {
                throw refusals.malformedHeader(
                        "expected Credential, SignedHeaders and Signature, each once.");
            }
        }
        return parts;
    }

    /** Reads the parameters of a presigned request. */
    static V4Claim ofQuery(QueryParameters query, Refusals refusals) {
        CredentialScope credential =
                CredentialScope.parse(parameter(query, "X-Amz-Credential", refusals))
                        .orElseThrow(
                                () ->
                                        refusals.malformedQuery(
                                                "Error parsing the X-Amz-Credential parameter; the"
                                                        + " Credential is mal-formed; expecting"
                                                        + " \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."));
        String timestamp = parameter(query, "X-Amz-Date", refusals);
        Instant time =
                Timestamps.basic(timestamp)
                        .orElseThrow(
                                () ->
                                        refusals.malformedQuery(
                                                "X-Amz-Date must be in the ISO8601 Long Format"
                                                        + " \"yyyyMMdd'T'HHmmss'Z'\""));
        V4Claim claim =
                new V4Claim(
                        true,
                        credential,
                        timestamp,
                        time,
                        lifetime(query, refusals),
                        signedHeaders(parameter(query, "X-Amz-SignedHeaders", refusals))
                                .orElseThrow(
                                        () ->
                                                refusals.malformedQuery(
                                                        "X-Amz-SignedHeaders is mal-formed")),
                        parameter(query, SIGNATURE_PARAMETER, refusals),
                        query.first("X-Amz-Security-Token"));
        if (!claim.dateIsOfScope()) {
            throw refusals.malformedQuery(
                    "Invalid credential date. Date in Credential scope does not match X-Amz-Date");
        }
        return claim;
    }

    private static Optional<Duration> lifetime(QueryParameters query, Refusals refusals) {
        String name = "X-Amz-Expires";
        if (!query.contains(name) && refusals.family() != Family.S3) {
            return Optional.empty();
        }
        String text = parameter(query, name, refusals);
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(V4Claim::isDigit)) {
            throw refusals.malformedQuery("X-Amz-Expires should be a non-negative number");
        }
        Duration lifetime = Duration.ofSeconds(Long.parseLong(text));
        if (lifetime.compareTo(LONGEST) > 0) {
            throw refusals.malformedQuery(
                    "X-Amz-Expires must be less than a week (in seconds); that is, the given"
                            + " X-Amz-Expires must be less than 604800 seconds");
        }
        return Optional.of(lifetime);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private boolean dateIsOfScope() {
        return timestamp.startsWith(credential.date());
    }

    private static String part(Map<String, String> parts, String name, Refusals refusals) {
        String value = parts.get(name);
        if (value == null) {
            throw refusals.malformedHeader(
                    "Authorization header requires '" + name + "' parameter.");
        }
        return value.strip();
    }

    private static String parameter(QueryParameters query, String name, Refusals refusals) {
        if (query.count(name) != 1) {
            throw refusals.malformedQuery(
                    "Query-string authentication version 4 requires the X-Amz-Algorithm,"
                            + " X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders,"
                            + " and X-Amz-Expires parameters, each once.");
        }
        return query.first(name).orElseThrow();
    }

    /** Names must be those of the canonical form: lower case, each once, the host among them. */
    private static Optional<List<String>> signedHeaders(String text) {
        List<String> names = List.of(text.split(";", -1));
        Set<String> once = new HashSet<>(names);
        boolean legal =
                once.size() == names.size()
                        && names.size() <= MOST_SIGNED_HEADERS
                        && !once.contains("")
                        && once.contains("host")
                        && text.equals(text.toLowerCase(Locale.ROOT));
        return legal ? Optional.of(names) : Optional.empty();
    }
}
