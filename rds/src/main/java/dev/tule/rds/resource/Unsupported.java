package dev.tule.rds.resource;

import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Parameters of requests that nothing here keeps. Set to what is the case anyway - false, 0, an
 * empty list - they are taken; anything else is refused by name, rather than promised and not kept.
 */
public final class Unsupported {
    private static final Set<String> PARAMETERS =
            Set.of(
                    "AdditionalStorageVolumes",
                    "BackupTarget",
                    "CharacterSetName",
                    "CustomIamInstanceProfile",
                    "DBClusterIdentifier",
                    "DBClusterSnapshotIdentifier",
                    "DBSystemId",
                    "DedicatedLogVolume",
                    "Domain",
                    "DomainAuthSecretArn",
                    "DomainDnsIps",
                    "DomainFqdn",
                    "DomainIAMRoleName",
                    "DomainOu",
                    "EnableCloudwatchLogsExports",
                    "EnableCustomerOwnedIp",
                    "EnablePerformanceInsights",
                    "KmsKeyId",
                    "MasterUserSecretKmsKeyId",
                    "MonitoringInterval",
                    "MonitoringRoleArn",
                    "MultiTenant",
                    "NcharCharacterSetName",
                    "ProcessorFeatures",
                    "SourceDBClusterIdentifier",
                    "SourceDBInstanceAutomatedBackupsArn",
                    "StorageEncrypted",
                    "TdeCredentialArn",
                    "Timezone",
                    "UpgradeStorageConfig");

    private Unsupported() {}

    /** Where an instance is not made, its master's password is the one that it has. */
    public static void refuseManaged(@Nullable Boolean managed) {
        if (Boolean.TRUE.equals(managed)) {
            throw Faults.notImplemented(
                    "The parameter ManageMasterUserPassword is, but for new instances,");
        }
    }

    public static void refuse(SdkPojo request) {
        for (Member member : Shape.of(request).members()) {
            if (PARAMETERS.contains(member.requestName()) && isAsked(member.get(request))) {
                throw Faults.notImplemented("The parameter " + member.requestName() + " is");
            }
        }
    }

    private static boolean isAsked(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case Integer number -> number != 0;
            case List<?> list -> !list.isEmpty();
            default -> true;
        };
    }
}
