package dev.tule.ec2.flowlog;

import dev.tule.ec2.resource.Faults;

/**
 * Where flow logs are written: {@code arn:aws:s3:::bucket/prefix}.
 *
 * @param prefix empty, or with a slash at its end
 */
record Destination(String bucket, String prefix) {
    private static final String ARN = "arn:aws:s3:::";

    static Destination of(String arn) {
        if (!arn.startsWith(ARN) || arn.length() == ARN.length()) {
            throw Faults.invalidValue(
                    arn, "LogDestination", "It is the ARN of a bucket, with or without a folder.");
        }
        String path = arn.substring(ARN.length());
        int slash = path.indexOf('/');
        if (slash < 0) {
            return new Destination(path, "");
        }
        String folder = path.substring(slash + 1);
        boolean whole = folder.isEmpty() || folder.endsWith("/");
        return new Destination(path.substring(0, slash), whole ? folder : folder + "/");
    }
}
