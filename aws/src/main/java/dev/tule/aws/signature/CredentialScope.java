package dev.tule.aws.signature;

import java.util.Optional;

/**
 * Whose key, and what it was derived for: {@code AKID/20150830/us-east-1/iam/aws4_request}.
 *
 * @param accessKeyId the key's id, which may itself contain slashes
 * @param date {@code yyyyMMdd}
 */
record CredentialScope(String accessKeyId, String date, String region, String service) {
    private static final String TERMINATOR = "/aws4_request";
    private static final int MOST_CHARACTERS = 512;

    static Optional<CredentialScope> parse(String text) {
        if (!text.endsWith(TERMINATOR) || text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        int end = text.length() - TERMINATOR.length();
        int service = text.lastIndexOf('/', end - 1);
        int region = text.lastIndexOf('/', service - 1);
        int date = text.lastIndexOf('/', region - 1);
        if (date < 1 || region - date != 9) {
            return Optional.empty();
        }
        return Optional.of(
                new CredentialScope(
                        text.substring(0, date),
                        text.substring(date + 1, region),
                        text.substring(region + 1, service),
                        text.substring(service + 1, end)));
    }

    /** The scope without the key's id, as it stands in the string to sign. */
    String scope() {
        return date + "/" + region + "/" + service + TERMINATOR;
    }
}
