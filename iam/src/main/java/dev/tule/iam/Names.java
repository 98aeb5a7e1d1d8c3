package dev.tule.iam;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What names, paths and tags may look like ("IAM and AWS STS quotas", IAM User Guide). */
final class Names {
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
    private static final Pattern PATH = Pattern.compile("/|/[\\u0021-\\u007e]+/");
    private static final int LONGEST_PATH = 512;
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_TAG_KEY = 128;
    private static final int LONGEST_TAG_VALUE = 256;

    private Names() {}

    static String identity(@Nullable String name, String member) {
        return checked(name, member, 64);
    }

    static String instanceProfile(@Nullable String name) {
        return checked(name, "instanceProfileName", 128);
    }

    static String serverCertificate(@Nullable String name) {
        return checked(name, "serverCertificateName", 128);
    }

    static String policy(@Nullable String name) {
        return checked(name, "policyName", 128);
    }

    static String session(@Nullable String name) {
        String checked = checked(name, "roleSessionName", 64);
        if (checked.length() < 2) {
            throw constraint(member("roleSessionName"), "have length greater than or equal to 2");
        }
        return checked;
    }

    /** The path, or {@code /} if none is given. */
    static String path(@Nullable String path) {
        if (path == null) {
            return "/";
        }
        if (path.length() > LONGEST_PATH || !PATH.matcher(path).matches()) {
            throw Faults.invalid(
                    "The specified value for path is invalid. It must begin and end with / and"
                            + " contain only printable ASCII characters.");
        }
        return path;
    }

    static Map<String, String> tags(Map<String, String> tags) {
        if (tags.size() > MOST_TAGS) {
            throw Faults.limitExceeded("TagsPerIdentity: " + MOST_TAGS);
        }
        tags.forEach(
                (key, value) -> {
                    if (key.isEmpty()
                            || key.length() > LONGEST_TAG_KEY
                            || value.length() > LONGEST_TAG_VALUE) {
                        throw Faults.invalid(
                                "A tag's key has 1 to 128 characters, its value at most 256.");
                    }
                    if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                        throw Faults.invalid("Tag keys that begin with aws: are reserved.");
                    }
                });
        return tags;
    }

    private static String checked(@Nullable String name, String member, int longest) {
        if (name == null || name.isEmpty()) {
            throw constraint(member(member), "have length greater than or equal to 1");
        }
        if (name.length() > longest) {
            throw constraint(member(member), "have length less than or equal to " + longest);
        }
        if (!NAME.matcher(name).matches()) {
            throw Faults.invalid(
                    "The specified value for "
                            + member
                            + " is invalid. It must contain only alphanumeric characters and/or"
                            + " the following: +=,.@_-");
        }
        return name;
    }

    private static String member(String name) {
        return "'" + name + "'";
    }

    private static dev.tule.aws.AwsFault constraint(String member, String rule) {
        return Faults.invalid(
                "1 validation error detected: Value at "
                        + member
                        + " failed to satisfy constraint: Member must "
                        + rule);
    }
}
