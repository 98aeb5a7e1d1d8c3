package dev.tule.aws.signature;

import java.util.regex.Pattern;

/**
 * Hides what is secret among the signed parts of a request before they are shown: session tokens
 * and the keys that customers encrypt their objects with.
 */
final class SecretHeaders {
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i)(x-amz-security-token[:=]|-customer-key[:=]|securitytoken=)[^&\\r\\n]*");

    private SecretHeaders() {}

    static String hide(String text) {
        return SECRET.matcher(text).replaceAll("$1...");
    }
}
