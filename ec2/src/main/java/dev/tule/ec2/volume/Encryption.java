package dev.tule.ec2.volume;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Place;
import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DisableEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.DisableEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.EnableEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.EnableEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdResponse;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.ModifyEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.ModifyEbsDefaultKmsKeyIdResponse;
import software.amazon.awssdk.services.ec2.model.ResetEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.ResetEbsDefaultKmsKeyIdResponse;

/**
 * Which disks of a place are encrypted (EBS User Guide, "EBS encryption"). There is one KMS key,
 * {@code aws/ebs}: it names what disks are encrypted under, each by a key of its own ({@link
 * DataKeys}). Safe for use by many threads.
 */
public final class Encryption {
    private static final String ALIAS = "alias/aws/ebs";
    private static final Key BY_DEFAULT = Key.of("ebs-encryption-by-default");

    private final Place place;

    public Encryption(Place place) {
        this.place = place;
    }

    /**
     * The ARN of the KMS key that a new disk is encrypted under; null where it isn't encrypted.
     *
     * @param encrypted as was asked for
     * @param keyId as was asked for
     * @param ofEncrypted whether it is made of a snapshot that is encrypted
     */
    public static @Nullable String asked(
            Place place,
            Snapshot rows,
            @Nullable Boolean encrypted,
            @Nullable String keyId,
            boolean ofEncrypted) {
        if (keyId != null && !Boolean.TRUE.equals(encrypted)) {
            throw Faults.of(
                    "InvalidParameterDependency",
                    "The parameter KmsKeyId requires the parameter Encrypted to be set.");
        }
        if (keyId != null) {
            require(place, keyId);
        }
        return Boolean.TRUE.equals(encrypted) || ofEncrypted || isByDefault(rows)
                ? keyArn(place)
                : null;
    }

    private static boolean isByDefault(Snapshot rows) {
        return rows.get(BY_DEFAULT).isPresent();
    }

    private static String keyId(Place place) {
        String name = "aws/ebs/" + place.account() + "/" + place.region();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String arn(Place place, String resource) {
        return "arn:aws:kms:" + place.region() + ":" + place.account() + ":" + resource;
    }

    private static String keyArn(Place place) {
        return arn(place, "key/" + keyId(place));
    }

    private static void require(Place place, String asked) {
        List<String> names = List.of(keyId(place), keyArn(place), ALIAS, arn(place, ALIAS));
        if (!names.contains(asked)) {
            throw Faults.invalidValue(
                    asked,
                    "KmsKeyId",
                    "There is no KMS here: disks are encrypted under " + ALIAS + " alone.");
        }
    }

    EnableEbsEncryptionByDefaultResponse enable(EnableEbsEncryptionByDefaultRequest request) {
        place.change(
                rows -> {
                    rows.put(BY_DEFAULT, new byte[0]);
                });
        return EnableEbsEncryptionByDefaultResponse.builder().ebsEncryptionByDefault(true).build();
    }

    DisableEbsEncryptionByDefaultResponse disable(DisableEbsEncryptionByDefaultRequest request) {
        place.change(
                rows -> {
                    rows.delete(BY_DEFAULT);
                });
        return DisableEbsEncryptionByDefaultResponse.builder()
                .ebsEncryptionByDefault(false)
                .build();
    }

    GetEbsEncryptionByDefaultResponse get(GetEbsEncryptionByDefaultRequest request) {
        return GetEbsEncryptionByDefaultResponse.builder()
                .ebsEncryptionByDefault(place.read(Encryption::isByDefault))
                .build();
    }

    GetEbsDefaultKmsKeyIdResponse getKey(GetEbsDefaultKmsKeyIdRequest request) {
        return GetEbsDefaultKmsKeyIdResponse.builder().kmsKeyId(ALIAS).build();
    }

    ModifyEbsDefaultKmsKeyIdResponse modifyKey(ModifyEbsDefaultKmsKeyIdRequest request) {
        require(place, Faults.require(request.kmsKeyId(), "KmsKeyId"));
        return ModifyEbsDefaultKmsKeyIdResponse.builder().kmsKeyId(keyArn(place)).build();
    }

    ResetEbsDefaultKmsKeyIdResponse resetKey(ResetEbsDefaultKmsKeyIdRequest request) {
        return ResetEbsDefaultKmsKeyIdResponse.builder().kmsKeyId(ALIAS).build();
    }
}
