package dev.tule.aws.signature;

import dev.tule.http.Headers;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeMap;
import javax.crypto.SecretKey;

/**
 * Signs by Version 4 as the specification is written, for requests that the SDK would not make. It
 * shares nothing with the verifier but HMAC and hexadecimal.
 */
final class TestSigner {
    private TestSigner() {}

    /**
     * The headers, all of them signed, with an Authorization.
     *
     * @param canonicalPath as it is to be signed
     */
    static Headers sign(
            String method,
            String canonicalPath,
            String canonicalQuery,
            Headers headers,
            String service,
            String payload,
            Instant time) {
        String timestamp = Timestamps.basic(time);
        TreeMap<String, String> sorted = new TreeMap<>();
        headers.fields().forEach(f -> sorted.put(f.name().toLowerCase(Locale.ROOT), f.value()));
        sorted.put("x-amz-date", timestamp);
        String names = String.join(";", sorted.keySet());
        StringBuilder canonical = new StringBuilder();
        canonical.append(method).append('\n').append(canonicalPath).append('\n');
        canonical.append(canonicalQuery).append('\n');
        sorted.forEach(
                (name, value) -> canonical.append(name).append(':').append(value).append('\n'));
        canonical.append('\n').append(names).append('\n').append(payload);
        String date = timestamp.substring(0, 8);
        String scope = date + "/us-east-1/" + service + "/aws4_request";
        String stringToSign =
                "AWS4-HMAC-SHA256\n"
                        + timestamp
                        + "\n"
                        + scope
                        + "\n"
                        + Crypto.sha256Hex(utf8(canonical.toString()));
        SecretKey key = key("AWS4" + Signing.SECRET, date, "us-east-1", service, "aws4_request");
        Headers.Builder signed = Headers.builder();
        headers.fields().forEach(f -> signed.add(f.name(), f.value()));
        return signed.add("X-Amz-Date", timestamp)
                .add(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential="
                                + Signing.ID
                                + "/"
                                + scope
                                + ", SignedHeaders="
                                + names
                                + ", Signature="
                                + Crypto.hex(Crypto.mac(key, stringToSign)))
                .build();
    }

    private static SecretKey key(String secret, String... parts) {
        SecretKey key = Crypto.macKey(utf8(secret), "HmacSHA256");
        for (String part : parts) {
            key = Crypto.macKey(Crypto.mac(key, part), "HmacSHA256");
        }
        return key;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
