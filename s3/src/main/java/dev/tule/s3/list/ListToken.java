package dev.tule.s3.list;

import dev.tule.s3.fault.Faults;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Continuation tokens: where a page ended, opaque to clients. */
final class ListToken {
    private static final String MARK = "1";

    private ListToken() {}

    static String of(String name) {
        return MARK
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    static String parse(String token) {
        try {
            if (token.startsWith(MARK) && token.length() > 1) {
                return new String(
                        Base64.getUrlDecoder().decode(token.substring(1)), StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException e) {
            throw invalid(token);
        }
        throw invalid(token);
    }

    private static RuntimeException invalid(String token) {
        return Faults.invalidArgument(
                "The continuation token provided is incorrect", "continuation-token", token);
    }
}
