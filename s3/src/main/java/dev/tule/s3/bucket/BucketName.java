package dev.tule.s3.bucket;

import java.util.List;
import java.util.regex.Pattern;

/** The rules for bucket names (S3 User Guide, "General purpose bucket naming rules"). */
final class BucketName {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern IP_ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final List<String> PREFIXES = List.of("xn--", "sthree-", "amzn-s3-demo-");
    private static final List<String> SUFFIXES =
            List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

    private BucketName() {}

    static boolean isValid(String name) {
        return SHAPE.matcher(name).matches()
                && !name.contains("..")
                && !IP_ADDRESS.matcher(name).matches()
                && PREFIXES.stream().noneMatch(name::startsWith)
                && SUFFIXES.stream().noneMatch(name::endsWith);
    }
}
