package dev.tule.aws.signature;

import dev.tule.aws.AccessKey;
import dev.tule.aws.AwsFault;
import dev.tule.aws.RequestVerifier.Target;
import dev.tule.aws.RequestVerifier.Verified;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * Signature Version 2 of the query services ("Signature Version 2 signing process", AWS General
 * Reference): every parameter of the query or form is signed, with the verb, the host and the path.
 * Safe for use by many threads.
 */
final class V2Query {
    private final Keyring keyring;

    V2Query(Keyring keyring) {
        this.keyring = keyring;
    }

    /**
     * @param parameters of the query and of the form
     */
    Verified verify(Request request, Target target, QueryParameters parameters, Instant now) {
        Refusals refusals = new Refusals(target.family());
        for (String name : new String[] {"AWSAccessKeyId", "Signature", "SignatureVersion"}) {
            if (parameters.count(name) != 1) {
                throw refusals.malformedQuery("Request must have one '" + name + "' parameter.");
            }
        }
        String version = parameters.first("SignatureVersion").orElseThrow();
        if (!version.equals("2")) {
            throw version.equals("0") || version.equals("1")
                    ? Refusals.notImplemented("Signature Version " + version)
                    : refusals.malformedQuery("SignatureVersion must be 2.");
        }
        String algorithm = algorithm(parameters, refusals);
        checkTime(parameters, now, refusals);
        AccessKey key =
                keyring.find(
                        parameters.first("AWSAccessKeyId").orElseThrow(),
                        parameters.first("SecurityToken"),
                        now,
                        refusals);
        SecretKey secret = Crypto.macKey(key.secret().getBytes(StandardCharsets.UTF_8), algorithm);
        // A space is a plus sign that the client forgot to encode.
        String claimed = parameters.first("Signature").orElseThrow().replace(' ', '+');
        if (!matches(request, parameters, secret, claimed)) {
            throw refusals.wrongSignature();
        }
        keyring.used(key, Optional.empty(), Optional.empty(), now);
        return new Verified(
                key.principal(), Optional.empty(), Optional.empty(), request.body(), Headers::none);
    }

    private static boolean matches(
            Request request, QueryParameters parameters, SecretKey secret, String claimed) {
        String query = parameters.canonical("Signature");
        Set<String> hosts = new LinkedHashSet<>();
        HostNames.signed(request).forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        for (String host : hosts) {
            String stringToSign =
                    request.method() + "\n" + host + "\n" + request.rawPath() + "\n" + query;
            byte[] mac = Crypto.mac(secret, stringToSign);
            if (Crypto.equal(Base64.getEncoder().encodeToString(mac), claimed)) {
                return true;
            }
        }
        return false;
    }

    private static String algorithm(QueryParameters parameters, Refusals refusals) {
        return switch (parameters.first("SignatureMethod").orElse("")) {
            case "HmacSHA256" -> "HmacSHA256";
            case "HmacSHA1" -> "HmacSHA1";
            default ->
                    throw refusals.malformedQuery(
                            "SignatureMethod must be HmacSHA256 or HmacSHA1.");
        };
    }

    /** {@code Timestamp} says when it was signed, {@code Expires} until when it holds. */
    private static void checkTime(QueryParameters parameters, Instant now, Refusals refusals) {
        Optional<String> timestamp = parameters.first("Timestamp");
        Optional<String> expires = parameters.first("Expires");
        if (timestamp.isPresent() == expires.isPresent()) {
            throw refusals.malformedQuery(
                    "Request must have either a 'Timestamp' or an 'Expires' parameter.");
        }
        Instant time =
                Timestamps.iso(timestamp.or(() -> expires).orElseThrow())
                        .orElseThrow(() -> invalidDate(refusals));
        if (expires.isPresent()) {
            if (now.isAfter(time)) {
                throw refusals.expired(time, now, now);
            }
        } else if (Duration.between(time, now).abs().compareTo(Refusals.SKEW) > 0) {
            throw refusals.skewed(time, now);
        }
    }

    private static AwsFault invalidDate(Refusals refusals) {
        return refusals.malformedQuery("The date must be in ISO 8601 format.");
    }
}
