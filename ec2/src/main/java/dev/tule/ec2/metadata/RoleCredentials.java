package dev.tule.ec2.metadata;

import dev.tule.ec2.instance.InstanceProfiles.Credentials;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;

/** Credentials of an instance's role, in the form that every SDK reads. */
final class RoleCredentials {
    private RoleCredentials() {}

    /**
     * @param role the name of the role in the profile
     */
    static String of(Subject subject, String profileArn, String role) {
        return subject.profiles()
                .credentials(subject.where(), profileArn, subject.instance().instanceId())
                .map(RoleCredentials::json)
                .orElseGet(() -> untrusted(subject, role));
    }

    private static String untrusted(Subject subject, String role) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        values.put("Code", "AssumeRoleUnauthorizedAccess");
        values.put(
                "Message",
                "EC2 cannot assume the role "
                        + role
                        + ". Its trust policy must let ec2.amazonaws.com in.");
        values.put("LastUpdated", time(subject.instance().launchTime()));
        return IdentityDocument.json(values);
    }

    private static String json(Credentials credentials) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        values.put("Code", "Success");
        values.put("LastUpdated", time(credentials.from()));
        values.put("Type", "AWS-HMAC");
        values.put("AccessKeyId", credentials.accessKeyId());
        values.put("SecretAccessKey", credentials.secret());
        values.put("Token", credentials.token());
        values.put("Expiration", time(credentials.expires()));
        return IdentityDocument.json(values);
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String info(Subject subject, IamInstanceProfile profile) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        values.put("Code", "Success");
        values.put("LastUpdated", time(subject.instance().launchTime()));
        values.put("InstanceProfileArn", profile.arn());
        values.put("InstanceProfileId", profile.id());
        return IdentityDocument.json(values);
    }
}
